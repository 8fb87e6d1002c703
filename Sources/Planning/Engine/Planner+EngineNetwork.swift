import Addresses
import Topology

extension Planner {
  /// Has an engine make a network.
  func planCreation(of wanted: NewNetwork, on name: String) throws(Refusal) -> Plan {
    let engine = try engine(named: name)
    try Naming.checkNetwork(wanted.name)
    if ["bridge", "host", "none", "default", "container", engine.defaultNetwork].contains(wanted.name) {
      throw Refusal("operation is not permitted on predefined \(wanted.name) network: choose another name")
    }
    if let other = snapshot.networks.first(where: { $0.name == wanted.name }) {
      throw Refusal("there is a network \(other.name) already (\(other.engine ?? "a bridge of somebody else's"))")
    }
    let (host, target) = try host()
    if let bridge = wanted.bridge { try checkBridge(bridge, in: host, name) }
    if wanted.isolatesPorts, engine.isPodman {
      throw Refusal("podman's compatible API has no word for --isolate-ports: leave it out")
    }
    // The ranges are chosen here and not by the engine, so that they are known before, and so that containers can have
    // addresses of their choice in them.
    let subnets = try subnets(of: wanted, existing: nil, needsIPv4: true)
    let mtu = try mtu(of: wanted, subnets, in: host)
    let spec = EngineNetworkSpec(
      subnets: subnets, isInternal: wanted.isInternal,
      mtu: wanted.mtu ?? (mtu < Self.usualMTU && !wanted.isInternal ? mtu : nil), bridge: wanted.bridge,
      isolatesPorts: wanted.isolatesPorts)
    let network = EngineObject(new: .network, wanted.name, key: mark, of: engine)
    // An engine turns IPv6's forwarding on by itself, and a default route that a router advertised would go at once.
    let settings = spec.hasIPv6 ? try settings(.ipv6, in: host, target) : []
    return Plan(
      "create network \(wanted.name)", settings + [.engine(.createNetwork(network, .new(spec)))],
      remarks: remarks(onMTU: spec, in: host))
  }

  /// What engines give a bridge where nobody asks for another.
  private static let usualMTU: UInt32 = 1500

  private func remarks(onMTU spec: EngineNetworkSpec, in host: Namespace) -> [String] {
    guard let mtu = spec.mtu, let outside = outsideLink(of: host), outside.mtu == mtu else { return [] }
    return ["its MTU is \(mtu), as \(outside.name) to the outside takes no larger packets"]
  }

  private func checkBridge(_ bridge: String, in host: Namespace, _ engine: String) throws(Refusal) {
    try Naming.checkLink(bridge)
    guard host.link(named: bridge) == nil else {
      throw Refusal("there is a link \(bridge) already, and \(engine) would take it for its own: choose another name")
    }
  }

  /// Has an engine remove a network.
  func planRemoval(of network: Network, on name: String) throws(Refusal) -> Plan {
    let engine = try engine(named: name)
    if ["bridge", "host", "none", engine.defaultNetwork].contains(network.name) || network.driver == "null" {
      throw Refusal("\(network.name) is a pre-defined network and cannot be removed")
    }
    let members = snapshot.containers.filter { container in
      container.engine == name && container.endpoints.contains { $0.networkID == network.id }
    }
    let living = members.filter(\.isAlive)
    guard living.isEmpty else {
      let names = living.map(\.name).joined(separator: ", ")
      throw Refusal("network \(network.name) has active endpoints: \(names); detach them first")
    }
    let ports = network.bridge.map { snapshot.ports(of: $0.id).map(\.name) } ?? []
    guard ports.isEmpty else {
      throw Refusal(
        "the bridge of \(network.name) has ports that \(name) did not plug in: \(ports.joined(separator: ", "))")
    }
    // Podman refuses it, Docker leaves them without.
    guard !engine.isPodman || members.isEmpty else {
      let names = members.map(\.name).joined(separator: ", ")
      throw Refusal("network \(network.name) is being used: \(names) refer to it; detach or remove them first")
    }
    let target = object(network, engine)
    let references = members.flatMap { member in
      member.endpoints.filter { $0.networkID == network.id }.map { endpoint in
        Action.engine(.rememberEndpoint(object(member, engine), in: target, returning(endpoint, engine)))
      }
    }
    return Plan(
      "remove network \(network.name)",
      [.engine(.remember(target))] + references + [.engine(.removeNetwork(target, .itself))],
      remarks: members.map {
        "\($0.name), which does not run, refers to \(network.name) and cannot be started without it"
      })
  }
}
