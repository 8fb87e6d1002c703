import Dashboard
import Planning
import Topology

/// Names in each picture what gantry made itself, and tells what is different from the one before.
struct DashboardPictures {
  private var registry: Registry
  private(set) var observed: Snapshot?
  private var shown: Snapshot?

  /// - Parameter registry: what gantry made before: its networks are called so from the first picture on, and do not come
  ///   as new ones in the place of nameless ones a moment later.
  init(_ registry: Registry) { self.registry = registry }

  /// A new picture of the host, with what is different in it.
  mutating func take(_ snapshot: Snapshot, changes: [Topology.Change]) -> Message {
    observed = snapshot
    guard registry != Registry() else {
      shown = snapshot
      return .observed(snapshot, changes: changes)
    }
    return show(snapshot, hasChanges: !changes.isEmpty)
  }

  /// Gantry has made or taken back something; the newest picture with its names, if that is another one now.
  mutating func take(_ registry: Registry) -> Message? {
    guard registry != self.registry else { return nil }
    self.registry = registry
    return observed.map { show($0, hasChanges: true) }
  }

  private mutating func show(_ snapshot: Snapshot, hasChanges: Bool) -> Message {
    let named = snapshot.naming(registry)
    let changes = hasChanges ? shown.map { named.changes(since: $0) } ?? [] : []
    shown = named
    return .observed(named, changes: changes)
  }
}
