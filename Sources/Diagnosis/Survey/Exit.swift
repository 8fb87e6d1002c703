import Addresses
import Topology

/// One next hop of a default route: a gateway on a link.
struct Exit: Sendable {
  /// The link it leads through.
  let link: LinkID
  /// The gateway.
  let gateway: IPAddress
  /// The family of the route.
  let family: IPAddress.Family
  /// The route's priority: lower wins.
  let metric: UInt32
  /// The route says that the gateway is on the link, whatever the addresses are.
  let isOnLink: Bool
}

extension Namespace {
  /// The gateways that are used: of each table that has a default route those of its best metric; none where it was not
  /// read. One that only comes into play when another goes away is none, and neither is one behind a route that refuses.
  var exits: [Exit] {
    guard access == .read else { return [] }
    return routes.filter { $0.isDefault && isUsed($0) }.flatMap { route in
      route.nextHops.compactMap { hop -> Exit? in
        guard !hop.isDead, let gateway = hop.gateway, let index = hop.link else { return nil }
        return Exit(
          link: LinkID(namespace: id, index: index), gateway: gateway, family: route.destination.address.family,
          metric: route.metric, isOnLink: hop.isOnLink)
      }
    }
  }

  /// No other default route of its table comes before it, and a rule leads to the table.
  private func isUsed(_ route: Route) -> Bool {
    let isAlone = !routes.contains { other in
      other.table == route.table && other.destination == route.destination && other.metric < route.metric
        && (other.isRefusal || other.kind == .unicast && !other.nextHops.allSatisfy(\.isDead))
    }
    guard isAlone, let rules else { return isAlone && route.table == Route.mainTable }
    return rules.contains { $0.action == .table(route.table) && $0.family == route.destination.address.family }
  }

  /// Whether a packet to anywhere in a family goes somewhere: by a default route of any table, one that refuses on
  /// purpose included, or by two halves of the address space, as VPNs set them.
  func hasWayOut(_ family: IPAddress.Family) -> Bool {
    routes.contains { route in
      guard route.destination.address.family == family, route.destination.length <= 3 else { return false }
      // Old kernels refuse what has no route by a route of their own (`unreachable default … metric 4294967295`).
      return route.kind == .unicast || route.metric != .max
    }
  }

  /// Whether the kernel can look for an address on a link: by an address there, its far end, or a route without gateway.
  func reaches(_ address: IPAddress, directlyOn link: Link) -> Bool {
    link.addresses.contains { $0.prefix.contains(address) || $0.peer == address }
      || routes.contains { route in
        route.kind == .unicast && route.destination.length > 0 && route.destination.contains(address)
          && route.nextHops.contains { $0.link == link.index && $0.gateway == nil }
      }
  }
}
