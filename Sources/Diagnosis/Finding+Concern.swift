public import Topology

extension Finding {
  /// True where the finding is about `object` or about something it consists of: a container's or namespace's links,
  /// the other end of a link's cable, a network's bridge and the cables plugged into it.
  public func concerns(_ other: ObjectID, in snapshot: Snapshot) -> Bool {
    let objects = [object] + involved
    if objects.contains(other) { return true }
    let parts = snapshot.parts(of: other)
    return objects.contains { parts.contains($0) }
  }
}

extension Snapshot {
  fileprivate func parts(of object: ObjectID) -> Set<ObjectID> {
    switch object {
    case .link(let id): ends(of: id)
    case .namespace(let id):
      namespace(id).map { namespace in
        Set(namespace.links.map { .link($0.id) } + namespace.containers.map(ObjectID.container))
      } ?? []
    case .container(let key): parts(of: key)
    case .network(let key): parts(of: key)
    }
  }

  /// In host mode the links are the host's, and what is wrong with them is not the container's.
  private func parts(of key: ContainerKey) -> Set<ObjectID> {
    guard let container = container(key), container.mode != .host, let id = container.namespace else { return [] }
    let links = namespace(id)?.links ?? []
    return links.reduce(into: [.namespace(id)]) { $0.formUnion(ends(of: $1.id)) }
  }

  private func parts(of key: NetworkKey) -> Set<ObjectID> {
    guard let bridge = network(key)?.bridge else { return [] }
    return ports(of: bridge.id).reduce(into: [.link(bridge.id)]) { $0.formUnion(ends(of: $1.id)) }
  }

  private func ends(of id: LinkID) -> Set<ObjectID> {
    var ends: Set<ObjectID> = [.link(id)]
    if let peer = link(id)?.peer?.link { ends.insert(.link(peer)) }
    return ends
  }
}
