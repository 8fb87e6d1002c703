import Addresses
import Topology

/// A bridge with what is plugged into it: one broadcast domain, or one for each VLAN where it filters them.
struct Segment: Sendable {
  /// The bridge.
  let bridge: Link
  /// Its ports, each with what it leads to.
  let plugs: [Plug]
  /// The networks that use it; engines' before one that no engine knows.
  let networks: [Network]

  /// A port and what is at the other end of its cable.
  struct Plug: Sendable {
    let port: Link
    /// The far end of a veth; nil where the port is none, or the far end was not read.
    let member: Link?

    /// Both ends are up: what is there takes part.
    var liveMember: Link? { member.flatMap { $0.isUp && port.isUp ? $0 : nil } }
  }

  init(_ bridge: Link, ports: [Link], networks: [Network], in snapshot: Snapshot) {
    self.bridge = bridge
    self.networks = networks.filter { $0.engine != nil } + networks.filter { $0.engine == nil }
    plugs = ports.map { Plug(port: $0, member: $0.kind == .veth ? snapshot.provedPeer(of: $0) : nil) }
  }

  /// Everything that is plugged in is known: no port leads out of the host, to a virtual machine, or to an end that was
  /// not read.
  var isClosed: Bool { plugs.allSatisfy { $0.member != nil } }

  /// Everybody who is plugged in is known, and neither they nor the bridge have the address.
  func lacks(_ address: IPAddress) -> Bool {
    guard isClosed else { return false }
    let present = [bridge] + plugs.compactMap(\.liveMember)
    return !present.contains { $0.addresses.contains { $0.prefix.address == address } }
  }

  /// An engine's network uses it.
  var hasEngine: Bool { networks.contains { $0.engine != nil } }

  /// Whether the bridge parts its ports by VLAN.
  var filtersVLANs: Bool { if case .bridge(let bridge) = bridge.kind { bridge.filtersVLANs } else { false } }

  /// The VLAN that untagged frames of a port belong to; 0 where the bridge does not filter, nil for a port that takes no
  /// untagged frames.
  func vlan(of plug: Plug) -> UInt16? { filtersVLANs ? plug.port.port?.vlans.first(where: \.isPVID)?.id : 0 }

  /// What the bridge's own addresses and its engines' networks say is on it.
  var subnets: [IPPrefix] {
    let kernel = bridge.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }.map(\.network)
    return kernel + networks.filter { $0.engine != nil }.flatMap(\.subnets).map(\.prefix)
  }
}
