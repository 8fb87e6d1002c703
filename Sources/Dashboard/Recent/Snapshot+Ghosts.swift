import Topology

extension Snapshot {
  /// This picture with what has just gone still in its place, and what that is. Something else that has the same place
  /// now keeps it.
  func withGhosts(of recent: Recent) -> (snapshot: Snapshot, gone: Set<ObjectID>) {
    guard recent.hasGhosts else { return (self, []) }
    var gone: Set<ObjectID> = []
    var shown = namespaces
    for ghost in recent.namespaces.values where namespace(ghost.id) == nil {
      var ghost = ghost
      ghost.containers = []
      shown.append(ghost)
      gone.insert(.namespace(ghost.id))
      gone.formUnion(ghost.links.map { .link($0.id) })
    }
    let places = Dictionary(shown.indices.map { (shown[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    for ghost in recent.links.values {
      guard let place = places[ghost.id.namespace], shown[place].link(index: ghost.index) == nil else { continue }
      let next = shown[place].links.firstIndex { $0.index > ghost.index } ?? shown[place].links.endIndex
      shown[place].links.insert(ghost, at: next)
      gone.insert(.link(ghost.id))
    }
    let containers = settle(recent.containers.values, in: &shown, places, &gone)
    let networks = networks + recent.networks.values.filter { network($0.key) == nil }
    gone.formUnion(recent.networks.ids.filter { network($0) == nil }.map { .network($0) })
    let snapshot = Snapshot(
      host: host, time: time, instant: instant, namespaces: shown, counters: counters, containers: containers,
      networks: networks, sources: sources, staleNames: staleNames)
    return (snapshot, gone)
  }

  /// All containers, those that are gone or stopped as they were, in the namespaces they were in.
  private func settle(
    _ ghosts: [Container], in shown: inout [Namespace], _ places: [NamespaceID: Int],
    _ gone: inout Set<ObjectID>
  ) -> [Container] {
    let wanted = ghosts.filter { container($0.key).map { $0.namespace == nil } ?? true }.map { ghost in
      // Where it was, but as it is: an engine may say that it runs for a moment after its last process has gone.
      var ghost = ghost
      ghost.state = container(ghost.key)?.state ?? ghost.state
      return ghost
    }
    let keys = Set(wanted.map(\.key))
    gone.formUnion(keys.map { .container($0) })
    for ghost in wanted {
      guard let place = ghost.namespace.flatMap({ places[$0] }), !shown[place].containers.contains(ghost.key),
        // Another one's sandbox may have the inode of this one's by now.
        !ghost.ownsNamespace || shown[place].containers.allSatisfy(keys.contains)
      else { continue }
      shown[place].containers = (shown[place].containers + [ghost.key]).sorted()
    }
    return containers.filter { !keys.contains($0.key) } + wanted
  }
}
