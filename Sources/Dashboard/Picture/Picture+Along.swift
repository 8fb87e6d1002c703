import Topology

extension Picture {
  /// The next thing along the wiring: container, veth, bridge, network, namespace. Nil at the end.
  func next(after subject: Subject) -> ObjectID? {
    switch subject.object {
    case .container(let key): snapshot.container(key).flatMap { next(after: $0, at: subject.place) }
    case .link(let id): link(id).map(next(after:))
    case .network(let key): next(afterNetwork: key)
    case .namespace: nil
    }
  }

  private func next(after container: Container, at place: LinkID?) -> ObjectID? {
    if let place { return .link(place) }
    let plugs = container.endpoints.compactMap { $0.hostLink?.id ?? $0.link?.id }
    if let plug = plugs.first(where: { link($0) != nil }) { return .link(plug) }
    let inside = container.ownsNamespace ? container.namespace.flatMap(snapshot.namespace)?.links : nil
    if let cable = inside?.first(where: { $0.peer != nil }) { return .link(peer(of: cable)?.id ?? cable.id) }
    guard let home = container.namespace.flatMap(snapshot.namespace) else { return nil }
    let owner = object(of: home)
    return owner == .container(container.key) ? nil : owner
  }

  private func next(after link: Link) -> ObjectID {
    let home = link.id.namespace
    if let master = link.master { return .link(LinkID(namespace: home, index: master)) }
    if link.kind.isBridge, let network = network(onBridge: link.id) { return .network(network.key) }
    if let parent = link.parent?.link, self.link(parent.id) != nil { return .link(parent.id) }
    if let far = peer(of: link), far.master != nil { return .link(far.id) }
    return snapshot.namespace(home).map(object(of:)) ?? .namespace(home)
  }

  private func next(afterNetwork key: NetworkKey) -> ObjectID? {
    guard let network = snapshot.network(key) else { return nil }
    if let bridge = network.bridge { return .namespace(bridge.id.namespace) }
    return network.containers.compactMap(snapshot.container).first.map { .container($0.key) }
  }
}
