import Addresses
import Topology

/// The way that members of a network take out of the host in one family: through its bridge into the namespace that has the gateway's
/// address, and on by its default route.
struct Passage {
  let network: Network
  let bridge: Link
  /// The namespace that routes.
  let home: Namespace
  /// The link its default route leads through.
  let uplink: Link
  /// The network's subnet in that family.
  let subnet: IPPrefix
  /// Containers use it now.
  let isUsed: Bool
}

extension Survey {
  /// The ways out of all networks that are to have one. Bridges whose frames leave by a card have another way, and so have
  /// those of a VRF; one that no engine knows counts where its members use it.
  func passages(_ family: IPAddress.Family) -> [Passage] {
    snapshot.networks.compactMap { network in
      guard !network.isInternal, let bridge = network.bridge.flatMap({ snapshot.link($0.id) }), bridge.isUp,
        bridge.master == nil,
        let home = snapshot.namespace(bridge.id.namespace), home.access == .read,
        let address = bridge.addresses.first(where: {
          $0.prefix.address.family == family && !$0.prefix.address.isLinkLocal
        }),
        let hop = home.defaultRouting(family).routes.first?.nextHops.first(where: { !$0.isDead }),
        let uplink = hop.link.flatMap({ home.link(index: $0) }), uplink.id != bridge.id, uplink.isUp,
        uplink.master != bridge.index
      else { return nil }
      let isUsed =
        !network.containers.isEmpty
        || segment(of: bridge.id)?.stations.contains { station in
          exits(through: station.link.id).contains { $0.gateway == address.prefix.address }
        } ?? false
      guard network.engine != nil || isUsed else { return nil }
      return Passage(
        network: network, bridge: bridge, home: home, uplink: uplink, subnet: address.prefix.network, isUsed: isUsed)
    }
  }
}

extension Passage {
  var family: IPAddress.Family { subnet.address.family }

  /// An error of a network that is used and that an engine set up to get out; else less. Who has IPv4 as well gets out
  /// without IPv6.
  var severity: Finding.Severity {
    guard network.engine != nil else { return .info }
    let hasOther = family == .ipv6 && network.subnets.contains { $0.prefix.address.family == .ipv4 }
    return isUsed && !hasOther ? .error : .warning
  }
}
