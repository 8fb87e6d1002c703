public import Topology

extension Registry {
  /// What networks that gantry made itself have for an engine.
  public static let engine = "native"
}

extension NativeNetwork {
  /// The key under which it is shown.
  public var key: NetworkKey { NetworkKey(engine: Registry.engine, id: name) }
}

extension Snapshot {
  /// The picture with the networks that gantry made shown as such, not as bridges that nobody knows, and with the
  /// containers that it runs.
  public func naming(_ registry: Registry) -> Snapshot {
    namingNetworks(of: registry).showing(registry.containers)
  }

  private func namingNetworks(of registry: Registry) -> Snapshot {
    guard let host = hostNamespace, let cookie = host.cookie else { return self }
    let natives = registry.networks.filter { $0.bridge.namespace.cookie == cookie }
    guard !natives.isEmpty else { return self }
    var bridges: [LinkID: NativeNetwork] = [:]
    for native in natives {
      if let link = host.links.first(where: native.bridge.isSame) {
        bridges[link.id] = native
      }
    }
    let plain = networks.filter { $0.engine != nil || $0.bridge.map { bridges[$0.id] == nil } ?? true }
    return Snapshot(
      host: self.host, time: time, instant: instant, namespaces: namespaces, counters: counters,
      containers: containers.map { $0.naming(bridges) }, networks: plain + natives.map { network($0, bridges) },
      sources: sources, staleNames: staleNames)
  }

  private func network(_ native: NativeNetwork, _ bridges: [LinkID: NativeNetwork]) -> Network {
    let bridge = bridges.first { $0.value.name == native.name }.flatMap { link($0.key)?.reference }
    let members = bridge.flatMap { network(NetworkKey(bridge: $0.id))?.containers } ?? []
    return Network(
      key: native.key, id: native.name, name: native.name, engine: Registry.engine, driver: "bridge",
      isInternal: native.isInternal, bridge: bridge,
      subnets: native.subnets.map { Network.Subnet(prefix: $0.prefix, gateway: $0.gateway) }, containers: members)
  }
}

extension Container {
  fileprivate func naming(_ bridges: [LinkID: NativeNetwork]) -> Container {
    var copy = self
    for position in endpoints.indices where endpoints[position].networkID == nil {
      guard let native = endpoints[position].bridge.flatMap({ bridges[$0.id] }) else { continue }
      copy.endpoints[position].networkID = native.name
      copy.endpoints[position].network = native.name
      copy.endpoints[position].driver = "bridge"
    }
    return copy
  }
}
