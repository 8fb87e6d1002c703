public import Diagnosis
public import Topology

extension Excerpt {
  /// What concerns one object: itself, what it lives in or consists of, and the other ends of its cables.
  public init(about object: ObjectID, in snapshot: Snapshot, findings: [Finding]) {
    self.init(of: snapshot, findings: [])
    let surroundings = Surroundings(of: object, in: snapshot)
    containers.removeAll { !surroundings.containers.contains($0.key) }
    networks.removeAll { !surroundings.networks.contains($0.key) }
    namespaces = namespaces.compactMap { namespace in
      surroundings.namespaces.contains(namespace.id)
        ? namespace : namespace.keeping { surroundings.links.contains($0.id) }
    }
    self.findings = findings.filter { $0.concerns(object, in: snapshot) }
  }
}

/// What belongs to an object.
private struct Surroundings {
  /// Namespaces with all their links.
  var namespaces: Set<NamespaceID> = []
  /// Links in other namespaces.
  var links: Set<LinkID> = []
  var containers: Set<ContainerKey> = []
  var networks: Set<NetworkKey> = []

  init(of object: ObjectID, in snapshot: Snapshot) {
    switch object {
    case .container(let key): add(container: key, in: snapshot)
    case .namespace(let id): add(namespace: id, in: snapshot)
    case .link(let id): add(link: id, in: snapshot)
    case .network(let key): add(network: key, in: snapshot)
    }
  }

  private mutating func add(container key: ContainerKey, in snapshot: Snapshot) {
    guard let container = snapshot.container(key) else { return }
    containers.insert(key)
    if case .container(let target) = container.mode { containers.insert(target) }
    addNetworks(of: container, in: snapshot)
    guard let id = container.namespace, let namespace = snapshot.namespace(id) else { return }
    namespaces.insert(id)
    if container.mode != .host { namespace.links.forEach { addCable(of: $0, in: snapshot) } }
  }

  private mutating func add(namespace id: NamespaceID, in snapshot: Snapshot) {
    guard let namespace = snapshot.namespace(id) else { return }
    namespaces.insert(id)
    for container in namespace.containers.compactMap(snapshot.container) {
      containers.insert(container.key)
      addNetworks(of: container, in: snapshot)
    }
    namespace.links.forEach { addCable(of: $0, in: snapshot) }
  }

  private mutating func add(link id: LinkID, in snapshot: Snapshot) {
    guard let link = snapshot.link(id) else { return }
    addCable(of: link, in: snapshot)
    for port in snapshot.ports(of: id) { addCable(of: port, in: snapshot) }
    let bridges = links
    for network in snapshot.networks where network.bridge.map({ bridges.contains($0.id) }) ?? false {
      networks.insert(network.key)
    }
    for container in snapshot.containers where container.endpoints.contains(where: { $0.touches(id) }) {
      containers.insert(container.key)
    }
  }

  private mutating func add(network key: NetworkKey, in snapshot: Snapshot) {
    guard let network = snapshot.network(key) else { return }
    networks.insert(key)
    containers.formUnion(network.containers)
    guard let bridge = network.bridge else { return }
    links.insert(bridge.id)
    for port in snapshot.ports(of: bridge.id) { addCable(of: port, in: snapshot) }
  }

  private mutating func addNetworks(of container: Container, in snapshot: Snapshot) {
    for network in snapshot.networks where container.endpoints.contains(where: { $0.isOn(network, container) }) {
      networks.insert(network.key)
    }
  }

  /// A link, the other end of its cable, what either is plugged into or stacked on.
  private mutating func addCable(of link: Link, in snapshot: Snapshot) {
    for end in [link, snapshot.peer(of: link)].compactMap({ $0 }) {
      links.insert(end.id)
      if let master = end.master { links.insert(LinkID(namespace: end.id.namespace, index: master)) }
      if let parent = end.parent?.link { links.insert(parent.id) }
    }
  }
}

extension Endpoint {
  fileprivate func touches(_ id: LinkID) -> Bool { [link, hostLink].contains { $0?.id == id } }

  fileprivate func isOn(_ network: Network, _ container: Container) -> Bool {
    network.engine == container.engine && networkID != nil && networkID == network.id
  }
}
