import Addresses
import Topology

/// A bridge with its ports and what each of them leads to.
struct WiredBridge: Sendable {
  /// The bridge.
  let bridge: Link
  /// Its ports, each with what it leads to.
  let plugs: [Plug]
  /// The networks that use it; engines' before one that no engine knows.
  let networks: [Network]

  /// The plugs of which both ends are up.
  let live: [Plug]

  /// A port and the other end of its veth pair. A class, as links are large and rules pass plugs on.
  final class Plug: Sendable {
    let port: Link
    /// The peer of a veth; nil where the port is none, or the peer was not read.
    let member: Link?

    init(_ port: Link, in snapshot: Snapshot) {
      self.port = port
      member = snapshot.provedPeer(of: port)
    }

    fileprivate var isLive: Bool { port.isUp && member?.isUp ?? false }
  }

  init(_ bridge: Link, _ plugs: [Plug], networks: [Network]) {
    self.bridge = bridge
    self.plugs = plugs
    self.networks = networks.filter { $0.engine != nil } + networks.filter { $0.engine == nil }
    live = plugs.filter(\.isLive)
  }

  /// What the bridge's own addresses and its engines' networks say is on it.
  var subnets: [IPPrefix] {
    let kernel = bridge.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }.map(\.network)
    return kernel + networks.filter { $0.engine != nil }.flatMap(\.subnets).map(\.prefix)
  }
}

extension Link {
  /// Whether a bridge keeps its ports apart by VLAN.
  var filtersVLANs: Bool { if case .bridge(let bridge) = kind { bridge.filtersVLANs } else { false } }
}
