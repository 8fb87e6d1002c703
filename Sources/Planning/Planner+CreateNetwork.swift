import Addresses
import Topology

extension Planner {
  func planCreation(of wanted: NewNetwork) throws(Refusal) -> Plan {
    try Naming.checkNetwork(wanted.name)
    let (host, target) = try host()
    if let other = snapshot.networks.first(where: { $0.name == wanted.name && isOfHost($0, host) }) {
      throw Refusal("there is a network \(other.name) already (\(other.engine ?? "a bridge of somebody else's"))")
    }
    if registry.networks.contains(where: { $0.name == wanted.name && $0.bridge.namespace.cookie == target.cookie }) {
      throw Refusal("there is a network \(wanted.name) already (native)")
    }
    let subnet = try subnet(of: wanted, existing: wanted.bridge.flatMap(host.link(named:)))
    let mtu = try mtu(of: wanted, in: host)
    let name = wanted.bridge ?? "br-\(wanted.name)"
    if let link = host.link(named: name) {
      guard wanted.bridge != nil else {
        throw Refusal("there is a link \(name) already: name another bridge with --bridge, or this one to use it")
      }
      return try plan(wanted, subnet, on: link, in: host, target)
    }
    try checkBridgeName(name, isChosen: wanted.bridge != nil)
    let bridge = LinkTarget(new: name, mac: mac(0), in: target)
    return plan(
      wanted, subnet, bridge,
      making: [
        .createBridge(bridge, mtu: mtu), .addAddress(subnet.onBridge, bridge), .setUp(bridge),
      ])
  }

  /// On a bridge that is there: it gets what it lacks, and keeps what it has.
  private func plan(
    _ wanted: NewNetwork, _ subnet: NativeNetwork.Subnet, on link: Link, in host: Namespace, _ target: NamespaceTarget
  ) throws(Refusal) -> Plan {
    guard link.kind.isBridge, let bridge = LinkTarget(link, in: target) else {
      throw Refusal("\(link.name) is no bridge (\(link.kind.name))")
    }
    if let owner = snapshot.networks.first(where: { $0.bridge?.id == link.id && $0.engine != nil }) {
      throw Refusal("\(link.name) is the bridge of the network \(owner.name) (\(owner.engine ?? ""))")
    }
    if let owner = registry.networks.first(where: { $0.bridge.isSame(as: bridge) }) {
      throw Refusal("\(link.name) is the bridge of the network \(owner.name) (native)")
    }
    if let mtu = wanted.mtu, mtu != link.mtu {
      throw Refusal(
        "\(link.name) has an MTU of \(link.mtu), and a bridge that was there before is not changed: leave --mtu out")
    }
    let hasAddress = link.addresses.contains { $0.prefix == subnet.onBridge }
    return plan(
      wanted, subnet, bridge,
      making: (hasAddress ? [] : [.addAddress(subnet.onBridge, bridge)]) + (link.isUp ? [] : [.setUp(bridge)]))
  }

  private func plan(
    _ wanted: NewNetwork, _ subnet: NativeNetwork.Subnet, _ bridge: LinkTarget, making: [Action]
  ) -> Plan {
    let network = NativeNetwork(
      name: wanted.name, bridge: bridge, subnets: [subnet], isInternal: wanted.isInternal, making: making)
    return Plan("create network \(wanted.name)", making + [.record(network)], remarks: remarks(on: wanted))
  }

  /// What it does not do, and what it does not know.
  private func remarks(on wanted: NewNetwork) -> [String] {
    let reach =
      wanted.isInternal
      ? "its members get no default route; gantry sets up no filter: what else the host forwards is up to the host"
      : "its members reach each other and the host; gantry sets up no forwarding and no NAT: beyond the host they reach "
        + "what the host itself forwards"
    let silent = snapshot.sources.filter { [.slow, .failed, .pending].contains($0.state) }
    return [reach] + silent.map { "\($0.name) does not answer: which addresses its networks have is not known" }
  }

  private func isOfHost(_ network: Network, _ host: Namespace) -> Bool {
    network.engine != nil || network.bridge?.id.namespace == host.id
  }

  private func checkBridgeName(_ name: String, isChosen: Bool) throws(Refusal) {
    guard isChosen || name.utf8.count <= Naming.linkLength else {
      throw Refusal(
        "the bridge's name \(name) would have \(name.utf8.count) bytes, and a link's name has at most "
          + "\(Naming.linkLength): choose one with --bridge")
    }
    try Naming.checkLink(name)
  }

  /// IPv4 asks for at least 68 bytes (RFC 791), and the kernel lets a bridge have up to 65535.
  private func mtu(of wanted: NewNetwork, in host: Namespace) throws(Refusal) -> UInt32 {
    let outside = outsideLink(of: host)
    guard let mtu = wanted.mtu else { return outside?.mtu ?? 1500 }
    guard (68...65535).contains(mtu) else { throw Refusal("an MTU is 68 to 65535 bytes, not \(mtu)") }
    if !wanted.isInternal, let outside, mtu > outside.mtu {
      throw Refusal("an MTU of \(mtu) is more than \(outside.name) to the outside has (\(outside.mtu))")
    }
    return mtu
  }

  /// Where the host's default route leads.
  private func outsideLink(of host: Namespace) -> Link? {
    host.gateways.first { $0.family == .ipv4 }?.linkIndex.flatMap { host.link(index: $0) }
  }
}
