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
    let subnets = try subnets(of: wanted, existing: wanted.bridge.flatMap(host.link(named:)), needsIPv4: false)
    let mtu = try mtu(of: wanted, subnets, in: host)
    let name = wanted.bridge ?? "br-\(wanted.name)"
    if let link = host.link(named: name) {
      guard wanted.bridge != nil else {
        throw Refusal("there is a link \(name) already: name another bridge with --bridge, or this one to use it")
      }
      return try plan(wanted, subnets, on: link, in: host, target)
    }
    try checkBridgeName(name, isChosen: wanted.bridge != nil)
    let bridge = LinkTarget(new: name, mac: mac(0), in: target)
    return try plan(
      NativeNetwork(registryNumber(of: .network), wanted, bridge, subnets), in: host, [.createBridge(bridge, mtu: mtu)],
      lacking: subnets, isUp: false
    )
  }

  /// On a bridge that is there: it gets what it lacks, and keeps what it has.
  private func plan(
    _ wanted: NewNetwork, _ subnets: [NativeNetwork.Subnet], on link: Link, in host: Namespace,
    _ target: NamespaceTarget
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
    try Naming.checkBridge(link.name)
    let lacking = subnets.filter { subnet in !link.addresses.contains { $0.prefix == subnet.onBridge } }
    return try plan(
      NativeNetwork(registryNumber(of: .network), wanted, bridge, subnets), in: host, [], lacking: lacking,
      isUp: link.isUp)
  }

  /// - Parameters:
  ///   - first: what comes first.
  ///   - lacking: the subnets whose gateways the bridge has not got.
  private func plan(
    _ network: NativeNetwork, in host: Namespace, _ first: [Action], lacking: [NativeNetwork.Subnet], isUp: Bool
  ) throws(Refusal) -> Plan {
    var first = first
    let bridge = network.bridge
    // A link that is set down loses its IPv6 addresses: they come last, and go first.
    let (ipv4, ipv6) = lacking.map(\.onBridge).reduce(into: ([IPPrefix](), [IPPrefix]())) {
      if $1.address.family == .ipv4 { $0.0.append($1) } else { $0.1.append($1) }
    }
    var network = network
    // What parts it from others is there before anybody can be reached.
    let isExisting = first.isEmpty
    if !isExisting || host.link(named: bridge.name)?.alias == nil {
      first.append(.setAlias(bridge, network.mark(isExisting: isExisting)))
    }
    network.making =
      first + (try planForwarding(of: network, in: host)) + ipv4.map { .addAddress($0, bridge) }
      + (isUp ? [] : [.setUp(bridge)]) + ipv6.map { .addAddress($0, bridge) }
    return Plan(
      "create network \(network.name)", network.making + [.record(network)], remarks: remarks(on: network, in: host))
  }

  /// What it does, and what is not known.
  private func remarks(on network: NativeNetwork, in host: Namespace) -> [String] {
    var remarks = [
      network.isInternal
        ? "its members reach each other and the host, and nothing else"
        : "its members reach each other, the host and what is behind it, but no other network; nobody reaches them from "
          + "outside"
    ]
    if network.isolatesPorts { remarks[0] += "; they do not reach each other" }
    for family in network.families where !network.isInternal {
      if !host.gateways.contains(where: { $0.family == family }) {
        remarks.append(
          "the host has no default route for \(family == .ipv4 ? "IPv4" : "IPv6"), so nothing is behind it")
      }
    }
    let silent = snapshot.sources.filter { [.slow, .failed, .pending].contains($0.state) }
    return remarks + silent.map { "\($0.name) does not answer: which addresses its networks have is not known" }
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
    try Naming.checkBridge(name)
  }

  /// IPv4 asks for at least 68 bytes (RFC 791), IPv6 for 1280 (RFC 8200), and the kernel lets a bridge have up to 65535.
  func mtu(of wanted: NewNetwork, _ subnets: [NativeNetwork.Subnet], in host: Namespace) throws(Refusal)
    -> UInt32
  {
    let least: UInt32 = subnets.contains { $0.prefix.address.family == .ipv6 } ? 1280 : 68
    let outside = outsideLink(of: host)
    guard let mtu = wanted.mtu else {
      if !wanted.isInternal, let outside, outside.mtu < least {
        throw Refusal("\(outside.name) to the outside has an MTU of \(outside.mtu), and IPv6 needs \(least)")
      }
      return outside?.mtu ?? 1500
    }
    guard (least...65535).contains(mtu) else { throw Refusal("an MTU is \(least) to 65535 bytes, not \(mtu)") }
    if !wanted.isInternal, let outside, mtu > outside.mtu {
      throw Refusal("an MTU of \(mtu) is more than \(outside.name) to the outside has (\(outside.mtu))")
    }
    return mtu
  }

  /// Where the host's default route leads.
  func outsideLink(of host: Namespace) -> Link? {
    host.gateways.first?.linkIndex.flatMap { host.link(index: $0) }
  }
}

extension NativeNetwork {
  /// The network that is wanted; how it is made comes later.
  fileprivate init(_ number: UInt64, _ wanted: NewNetwork, _ bridge: LinkTarget, _ subnets: [Subnet]) {
    self.init(
      number: number, name: wanted.name, bridge: bridge, subnets: subnets, isInternal: wanted.isInternal,
      isolatesPorts: wanted.isolatesPorts, making: [])
  }
}
