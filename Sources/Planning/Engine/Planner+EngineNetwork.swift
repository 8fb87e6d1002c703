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
    let host = try host().namespace
    if let bridge = wanted.bridge { try checkBridge(bridge, in: host, name) }
    if wanted.isolatesPorts, engine.isPodman {
      throw Refusal("podman's compatible API has no word for --isolate-ports: leave it out")
    }
    try checkMTU(of: wanted, in: host)
    let spec = EngineNetworkSpec(
      subnets: try subnets(of: wanted), isInternal: wanted.isInternal, mtu: wanted.mtu, bridge: wanted.bridge,
      isolatesPorts: wanted.isolatesPorts)
    let network = EngineObject(new: .network, wanted.name, key: mark, of: engine)
    return Plan("create network \(wanted.name)", [.engine(.createNetwork(network, .new(spec)))])
  }

  private func checkBridge(_ bridge: String, in host: Namespace, _ engine: String) throws(Refusal) {
    try Naming.checkLink(bridge)
    guard host.link(named: bridge) == nil else {
      throw Refusal("there is a link \(bridge) already, and \(engine) would take it for its own: choose another name")
    }
  }

  private func checkMTU(of wanted: NewNetwork, in host: Namespace) throws(Refusal) {
    guard let mtu = wanted.mtu else { return }
    guard (68...65535).contains(mtu) else { throw Refusal("an MTU is 68 to 65535 bytes, not \(mtu)") }
    let outside = host.gateways.first { $0.family == .ipv4 }?.linkIndex.flatMap { host.link(index: $0) }
    if !wanted.isInternal, let outside, mtu > outside.mtu {
      throw Refusal("an MTU of \(mtu) is more than \(outside.name) to the outside has (\(outside.mtu))")
    }
  }

  /// The ranges are chosen here and not by the engine, so that they are known before, and so that containers can have
  /// addresses of their choice in them.
  private func subnets(of wanted: NewNetwork) throws(Refusal) -> [NativeNetwork.Subnet] {
    let space = AddressSpace(of: snapshot, registry)
    var prefixes: [IPPrefix] = []
    for prefix in wanted.subnets {
      try check(prefix, space)
      guard !prefixes.contains(where: { $0.address.family == prefix.address.family }) else {
        throw Refusal("\(prefix): a network has one subnet of a family")
      }
      prefixes.append(prefix)
    }
    if !prefixes.contains(where: { $0.address.family == .ipv4 }) {
      guard let free = space.nextFree else {
        throw Refusal(
          "no address range is free in 172.17.0.0–172.31.255.255 and 192.168.0.0/16: choose one with --subnet")
      }
      prefixes.insert(free, at: 0)
    }
    if wanted.hasIPv6, !prefixes.contains(where: { $0.address.family == .ipv6 }) { prefixes.append(uniqueLocal) }
    return try subnets(prefixes.sorted { $0.address.family < $1.address.family }, gateways: wanted.gateways)
  }

  private func check(_ prefix: IPPrefix, _ space: AddressSpace) throws(Refusal) {
    guard prefix.isNetwork else { throw Refusal("\(prefix) has host bits set: the subnet is \(prefix.network)") }
    let lengths = prefix.address.family == .ipv4 ? 8...30 : 16...126
    guard lengths.contains(prefix.length) else {
      throw Refusal(
        "\(prefix): a subnet has a length of \(lengths.lowerBound) to \(lengths.upperBound), so that a gateway and a container fit in"
      )
    }
    let first = prefix.address
    if first.isMulticast || first.isLoopback || first.isLinkLocal || first.isUnspecified {
      throw Refusal("\(prefix) is no range for hosts (RFC 6890)")
    }
    if let other = space.owner(of: prefix) {
      throw Refusal("\(prefix) overlaps \(other.prefix) (\(other.owner)): choose another with --subnet")
    }
  }

  private func subnets(
    _ prefixes: [IPPrefix], gateways: [IPAddress]
  ) throws(Refusal) -> [NativeNetwork.Subnet] {
    if let stray = gateways.first(where: { gateway in !prefixes.contains { $0.contains(gateway) } }) {
      throw Refusal("the gateway \(stray) is in none of the subnets")
    }
    var subnets: [NativeNetwork.Subnet] = []
    for prefix in prefixes {
      let given = gateways.filter { prefix.contains($0) }
      guard given.count < 2 else { throw Refusal("\(prefix) has one gateway, not \(given.count)") }
      guard let gateway = given.first ?? prefix.firstHost else {
        throw Refusal("\(prefix) has no address for a gateway")
      }
      guard prefix.isHost(gateway) else {
        throw Refusal("the gateway \(gateway) of \(prefix) is the address of the network or its broadcast")
      }
      subnets.append(NativeNetwork.Subnet(prefix: prefix, gateway: gateway))
    }
    return subnets
  }

  /// `fd`, 40 bits by chance, the subnet 0 (RFC 4193, 3.1).
  private var uniqueLocal: IPPrefix {
    let chance = mac(1).bits & 0xff_ffff_ffff
    return IPPrefix(IPAddress(ipv6: 0xfd00_0000_0000_0000 | chance << 16, 0), length: 64) ?? .all(.ipv6)
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
    let target = object(network, engine)
    return Plan(
      "remove network \(network.name)",
      [.engine(.remember(target)), .engine(.removeNetwork(target, .itself))],
      remarks: members.map { "\($0.name), which does not run, cannot be started without it" })
  }
}
