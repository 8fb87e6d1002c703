import Screen
public import Topology

extension State {
  /// The namespaces whose own counters can be seen now, or are about to be: nothing of what is paused. Where only what
  /// goes over cables is shown, that is known from their other ends.
  public var namespacesInSight: Set<NamespaceID> {
    guard let shown, !isPaused else { return [] }
    let rows = list.window(height: Layout(self).list.rows).visible
    let visible = rows.compactMap { list.listing.id(at: $0)?.object }
      .reduce(into: Set()) { $0.formUnion(shown.namespaces(of: $1)) }
    let selected = subject.map { shown.namespaces(of: $0.object) } ?? []
    return visible.filter { view.showsLosses || shown.hasCountersOfItsOwn($0) }.union(selected)
  }
}

extension ViewKind {
  /// Whether drops and errors are shown, which only the end where they happen counts.
  var showsLosses: Bool {
    switch self {
    case .containers, .links: true
    case .wiring, .networks, .problems, .events: false
    }
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

  /// Whether a namespace has a link whose other end is not counted in gantry's own, all of which is read every second.
  fileprivate func hasCountersOfItsOwn(_ id: NamespaceID) -> Bool {
    guard let namespace = snapshot.namespace(id) else { return false }
    return namespace.links.contains { link in
      let isMirrored = link.peer?.proof == .proved && link.peer?.namespace == snapshot.hostNamespace?.id
      return link.kind != .loopback && !isMirrored
    }
  }
}
