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

  /// The plugs of which both ends are up: who is there takes part.
  let live: [Plug]

  /// A port and what is at the other end of its cable. A class, as links are large and rules pass plugs on.
  final class Plug: Sendable {
    let port: Link
    /// The far end of a veth; nil where the port is none, or the far end was not read.
    let member: Link?

    init(_ port: Link, in snapshot: Snapshot) {
      self.port = port
      member = port.kind == .veth ? snapshot.provedPeer(of: port) : nil
    }

    fileprivate var isLive: Bool { port.isUp && member?.isUp ?? false }
  }

  init(_ bridge: Link, _ plugs: [Plug], networks: [Network]) {
    self.bridge = bridge
    self.plugs = plugs
    self.networks = networks.filter { $0.engine != nil } + networks.filter { $0.engine == nil }
    live = plugs.filter(\.isLive)
  }

  /// Everything that is plugged in is known: no port leads out of the host, to a virtual machine, or to an end that was
  /// not read.
  var isClosed: Bool { plugs.allSatisfy { $0.member != nil } }

  /// Everybody who is plugged in is known, and neither they nor the bridge have the address.
  func lacks(_ address: IPAddress) -> Bool {
    guard isClosed else { return false }
    func has(_ link: Link) -> Bool { link.addresses.contains { $0.prefix.address == address } }
    return !has(bridge) && !live.contains { $0.member.map(has) ?? false }
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
