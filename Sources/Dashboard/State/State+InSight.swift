import Screen
public import Topology

extension State {
  /// The namespaces of what is on the screen: their counters are worth reading every second.
  public var namespacesInSight: Set<NamespaceID> {
    guard let shown, !isPaused else { return [] }
    let rows = list.window(height: Layout(self).list.rows).visible
    let objects = rows.compactMap { list.listing.id(at: $0)?.object } + [subject?.object].compactMap { $0 }
    return objects.reduce(into: []) { $0.formUnion(shown.namespaces(of: $1)) }
  }
}

extension Picture {
  /// The namespaces in which something about an object is counted.
  fileprivate func namespaces(of object: ObjectID) -> [NamespaceID] {
    switch object {
    case .namespace(let id): [id]
    case .link(let id): [id.namespace] + [link(id)?.peer?.namespace].compactMap { $0 }
    case .container(let key): [snapshot.container(key)?.namespace].compactMap { $0 }
    case .network(let key): [snapshot.network(key)?.bridge?.id.namespace].compactMap { $0 }
    }
  }
}
