import Addresses
import Engines
import Topology

/// Connects engines' networks with kernel bridges, and makes networks of the bridges that no engine knows.
struct NetworkJoiner {
  private let kernel: KernelReading
  /// The bridge of each engine network.
  private(set) var bridges: [NetworkKey: LinkReference] = [:]
  /// The network of each bridge that has one.
  private(set) var networkOfBridge: [LinkID: Joined] = [:]

  /// An engine's network with its key.
  struct Joined {
    let key: NetworkKey
    let network: EngineNetwork
    let engine: Int
  }

  private let joined: [Joined]
  private let hosts: [NamespaceID?]

  /// - Parameters:
  ///   - hosts: the namespace of each engine's daemon; nil for an engine of another host.
  ///   - evidence: the bridges that members are plugged into, by network.
  init(
    _ kernel: KernelReading, _ engines: [EngineReading], hosts: [NamespaceID?],
    evidence: [NetworkKey: [LinkReference]]
  ) {
    self.kernel = kernel
    self.hosts = hosts
    joined = engines.enumerated().flatMap { position, engine in
      engine.networks.map {
        Joined(key: NetworkKey(engine: engine.name, id: $0.id), network: $0, engine: position)
      }
    }
    for item in joined {
      guard let host = hosts[item.engine],
        let bridge = bridge(of: item.network, in: host)
          ?? Self.bridge(of: item.network, among: evidence[item.key] ?? [])
      else { continue }
      bridges[item.key] = bridge
      networkOfBridge[bridge.id] = networkOfBridge[bridge.id] ?? item
    }
  }

  /// All networks with their members.
  func networks(_ containers: [Container], _ engines: [EngineReading]) -> [Network] {
    var members: [NetworkKey: [ContainerKey]] = [:]
    for container in containers where container.namespace != nil {
      for endpoint in container.endpoints {
        if let key = key(of: endpoint, of: container), members[key]?.last != container.key {
          members[key, default: []].append(container.key)
        }
      }
    }
    return engineNetworks(engines, members) + bridgeNetworks(members)
  }

  private func key(of endpoint: Endpoint, of container: Container) -> NetworkKey? {
    guard let id = endpoint.networkID else { return endpoint.bridge.map { NetworkKey(bridge: $0.id) } }
    if let bridge = endpoint.bridge, let item = networkOfBridge[bridge.id], item.network.id == id { return item.key }
    return NetworkKey(engine: container.engine, id: id)
  }

  private func engineNetworks(_ engines: [EngineReading], _ members: [NetworkKey: [ContainerKey]]) -> [Network] {
    joined.map { item in
      Network(
        key: item.key, id: item.network.id, name: item.network.name, engine: engines[item.engine].name,
        driver: item.network.driver, isInternal: item.network.isInternal, bridge: bridges[item.key],
        bridgeName: item.network.bridge, home: hosts[item.engine], isTranslated: item.network.isTranslated,
        subnets: subnets(of: item), containers: (members[item.key] ?? []).sorted(), labels: item.network.labels)
    }
  }

  /// The engine's subnets. Where it leaves the gateway to itself (Docker does for its default network), the gateway is
  /// the address that the bridge has there.
  private func subnets(of item: Joined) -> [Network.Subnet] {
    item.network.subnets.map { subnet in
      guard subnet.gateway == nil, !item.network.isInternal, let bridge = bridges[item.key] else { return subnet }
      let addresses = kernel.namespace(bridge.id.namespace)?.link(index: bridge.id.index)?.addresses ?? []
      var subnet = subnet
      subnet.gateway = addresses.first { subnet.prefix.contains($0.prefix.address) }?.prefix.address
      return subnet
    }
  }

  private func bridgeNetworks(_ members: [NetworkKey: [ContainerKey]]) -> [Network] {
    kernel.namespaces.flatMap { namespace in
      namespace.links.filter { $0.kind.isBridge && networkOfBridge[$0.id] == nil }.map { bridge in
        let key = NetworkKey(bridge: bridge.id)
        let subnets = bridge.addresses.filter { !$0.prefix.address.isLinkLocal }
          .map { Network.Subnet(prefix: $0.prefix.network, gateway: $0.prefix.address) }
        return Network(
          key: key, name: bridge.name, driver: "bridge", bridge: bridge.reference, subnets: subnets,
          containers: (members[key] ?? []).sorted())
      }
    }
  }

  /// By name in the daemon's namespace; an overlay's is `br0` in the namespace that Docker names after the network.
  private func bridge(of network: EngineNetwork, in host: NamespaceID) -> LinkReference? {
    if let name = network.bridge { return bridge(named: name, in: kernel.namespace(host)) }
    guard network.driver == "overlay" else { return nil }
    let suffix = "-" + network.id.prefix(10)
    let hidden = kernel.namespaces.first { namespace in
      namespace.names.contains { $0.hasSuffix(suffix) && $0.dropLast(suffix.count).allSatisfy(\.isNumber) }
    }
    return bridge(named: "br0", in: hidden)
  }

  /// Rootless engines keep their bridges in a child namespace: there the members show which it is.
  private static func bridge(of network: EngineNetwork, among evidence: [LinkReference]) -> LinkReference? {
    evidence.filter { network.bridge == nil || $0.name == network.bridge }.min { $0.id < $1.id }
  }

  private func bridge(named name: String, in namespace: Namespace?) -> LinkReference? {
    namespace?.links.first { $0.name == name && $0.kind.isBridge }?.reference
  }
}
