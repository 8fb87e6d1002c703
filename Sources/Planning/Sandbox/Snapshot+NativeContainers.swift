import Addresses
public import Topology

extension NativeContainer {
  /// The key under which it is shown.
  public var key: ContainerKey { ContainerKey(engine: Registry.engine, id: name) }
}

extension Snapshot {
  /// The picture with the containers that gantry runs shown as such, where they are and as they are connected.
  func showing(_ natives: [NativeContainer]) -> Snapshot {
    guard let host = hostNamespace, let cookie = host.cookie else { return self }
    let natives = natives.filter { $0.host == cookie }
    guard !natives.isEmpty else { return self }
    var namespaces = namespaces
    var containers = containers
    // Those whose namespace is their own come first: others may share it.
    for native in natives.sorted(by: { $0.hasOwnNamespace && !$1.hasOwnNamespace }) {
      // A process that has just been started is not among those that were seen: its namespace is told by its cookie.
      let position = native.process.flatMap { process in
        namespaces.firstIndex { $0.pids.contains(process.pid) }
          ?? namespaces.firstIndex { native.hasOwnNamespace && $0.cookie == native.namespace.cookie }
      }
      containers.append(container(native, in: position.map { namespaces[$0] }, containers))
      guard let position else { continue }
      namespaces[position].containers = (namespaces[position].containers + [native.key]).sorted()
      if !namespaces[position].isHost, !namespaces[position].roles.contains(.container) {
        namespaces[position].roles = (namespaces[position].roles + [.container]).sorted()
      }
    }
    return Snapshot(
      host: self.host, time: time, instant: instant, namespaces: namespaces, counters: counters, containers: containers,
      networks: networks.map { $0.with(containers.filter { $0.engine == Registry.engine }) }, sources: sources,
      staleNames: staleNames)
  }

  private func container(
    _ native: NativeContainer, in namespace: Namespace?, _ others: [Container]
  ) -> Container {
    Container(
      key: native.key, id: native.name, name: native.name, engine: Registry.engine,
      state: native.process == nil ? .exited : .running, pid: native.process?.pid, namespace: namespace?.id,
      mode: namespace.map { mode(in: $0, others) } ?? .unknown, configuredMode: native.configuredMode,
      endpoints: namespace.map { $0.isHost ? [] : endpoints(in: $0) } ?? [])
  }

  /// What the kernel says.
  private func mode(in namespace: Namespace, _ others: [Container]) -> Container.Mode {
    if namespace.isHost { return .host }
    let owner = others.first { other in
      guard other.namespace == namespace.id else { return false }
      if case .container = other.mode { return false }
      return true
    }
    if let owner { return .container(owner.key) }
    let links = namespace.links.filter { $0.kind != .loopback }
    if links.isEmpty { return .none }
    return links.contains { bridge(of: $0) != nil } ? .bridge : .other
  }

  private func endpoints(in namespace: Namespace) -> [Endpoint] {
    namespace.links.filter { $0.kind == .veth }.map { link in
      let bridge = bridge(of: link)
      let network = bridge.flatMap { bridge in
        networks.first { $0.bridge?.id == bridge.id && $0.engine != nil }
          ?? networks.first { $0.bridge?.id == bridge.id }
      }
      return Endpoint(
        networkID: network?.id, network: network?.name, driver: network?.driver, link: link.reference,
        hostLink: peer(of: link)?.reference, bridge: bridge?.reference, mac: link.mac,
        addresses: link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal },
        gateways: namespace.gateways.filter { $0.linkIndex == link.index })
    }
  }

  /// The bridge that the other end of a cable is plugged into.
  private func bridge(of link: Link) -> Link? {
    guard let far = peer(of: link), let master = far.master else { return nil }
    let bridge = self.link(LinkID(namespace: far.id.namespace, index: master))
    return bridge.flatMap { $0.kind.isBridge ? $0 : nil }
  }
}

extension Network {
  /// The network with those of these containers that are connected to it.
  fileprivate func with(_ natives: [Container]) -> Network {
    let members = natives.filter { container in
      container.endpoints.contains { $0.bridge != nil && $0.bridge?.id == bridge?.id }
    }.map(\.key)
    guard !members.isEmpty else { return self }
    var copy = self
    copy.containers = Array(Set(containers + members)).sorted()
    return copy
  }
}
