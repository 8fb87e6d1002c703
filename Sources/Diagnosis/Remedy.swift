import Addresses
import Topology

/// Commands that a person can paste.
enum Remedy {
  /// `command` inside a namespace: by its name, by a process that lives in it, or as it is for the host's.
  /// Nil where there is no way in that a command could name.
  static func command(_ command: String, in namespace: Namespace) -> String? {
    if namespace.isHost { return command }
    if let pid = namespace.pids.first { return "nsenter -t \(pid) -n \(command)" }
    let mount = namespace.holders.first { $0.kind == .mount && $0.pid == nil }
    return mount?.path.map { "nsenter --net=\(quoted($0)) \(command)" }
  }

  /// `docker restart web`; nil for what has no command line of its own.
  static func engine(_ verb: String, _ container: Container) -> String? {
    engine(verb, container.name, of: container)
  }

  /// A verb of the command line of a container's engine, and what it is about; nil where there is none.
  static func engine(_ verb: String, _ object: String, of container: Container) -> String? {
    guard container.engine == "docker" || container.engine == "podman" else { return nil }
    return "\(container.engine) \(verb) \(quoted(object))"
  }

  /// The text as one word of a shell.
  static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:@%+=,".utf8.contains(byte)
      }
    }
    if plain, !text.isEmpty { return text }
    let escaped = text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    return "'\(escaped)'"
  }
}

extension Snapshot {
  /// A command inside the namespace with this id; the bare command where there is no way in that one could name.
  func command(_ command: String, in id: NamespaceID) -> String {
    namespace(id).flatMap { Remedy.command(command, in: $0) } ?? "(inside \(id.kernelName)) \(command)"
  }

  /// `web/eth0#12 is up, lowerlayerdown, no carrier`.
  func state(of link: Link) -> String {
    "\(name(of: link.id))#\(link.index) is \(link.isUp ? "up" : "down"), operational state "
      + "\(link.operationalState.rawValue), \(link.hasCarrier ? "carrier" : "no carrier")"
  }

  /// The names of several things in a line: the first few, and how many more there are.
  func names(of links: some Collection<LinkID>) -> String {
    let shown = links.prefix(Self.fewNames).map { name(of: $0) }.joined(separator: ", ")
    return links.count > Self.fewNames ? "\(shown) and \(links.count - Self.fewNames) more" : shown
  }

  private static let fewNames = 3

  /// The network of a container's endpoint; nil where no engine told of it.
  func network(of endpoint: Endpoint, of container: Container) -> Network? {
    endpoint.networkID.flatMap { network(NetworkKey(engine: container.engine, id: $0)) }
  }
}

extension IPAddress.Family {
  /// `ip` or `ip -6`: the command that sets routes of this family.
  var command: String { self == .ipv6 ? "ip -6" : "ip" }
}
