import Engines
import Topology

/// A container and where it was found, on the way to a ``Container``.
struct LocatedContainer {
  /// What is known of it so far.
  var container: Container
  /// Its engine's description; nil where no API told of it.
  var word: EngineContainer?
  /// The engine that described it: its place in the readings.
  var engine: Int?
  /// Its first process.
  var process: ProcessFacts?
  /// What "host" means for it: its engine's namespace.
  var hostNamespace: NamespaceID

  /// True where it runs in its engine's own namespace.
  var isInHost: Bool { container.namespace == hostNamespace }

  /// The container whose namespace it was made to share, as its engine names it: an id, a part of one, or a name.
  var configuredTarget: Substring? {
    guard let mode = word?.networkMode, mode.hasPrefix("container:") else { return nil }
    return mode.dropFirst("container:".count)
  }

  /// True where `name` is its id, the beginning of its id, or its name.
  func isNamed(_ name: Substring) -> Bool {
    !name.isEmpty && (container.id.hasPrefix(name) || container.name == name)
  }

  /// Older ones first; of those that began in the same tick, the lower pid.
  static func isOlder(_ left: LocatedContainer, _ right: LocatedContainer) -> Bool {
    guard let first = left.process, let second = right.process else { return left.process != nil }
    return (first.startTime, first.pid) < (second.startTime, second.pid)
  }
}
