public import Addresses

extension Namespace {
  /// What the kernel does with a packet for one address that is sent from here, without a mark.
  public enum Way: Hashable, Sendable {
    /// It goes on by this one next hop.
    case hop(Route.NextHop)
    /// No route leads there, or the one that does refuses.
    case nowhere
    /// Several ways share the packets, or rules decide by what a snapshot does not show.
    case unknown
  }

  /// The way to an address (ip-route(8)): rule after rule, in a table by the longest prefix, then by metric.
  /// - Parameter link: the index of the only link that it may leave by; nil where any will do.
  public func way(to address: IPAddress, by link: Int32? = nil) -> Way {
    guard let rules else { return way(to: address, by: link, in: [Route.mainTable, 253].map { ($0, nil) }) }
    var tables: [(UInt32, Int?)] = []
    for rule in rules where rule.family == address.family {
      guard case .table(let table) = rule.action, rule.matchesPlainPackets else {
        if rule.mark != nil, !rule.isInverted { continue }
        return .unknown
      }
      tables.append((table, rule.suppressedLength))
    }
    return way(to: address, by: link, in: tables)
  }

  private func way(to address: IPAddress, by link: Int32?, in tables: [(table: UInt32, suppressed: Int?)]) -> Way {
    for (table, suppressed) in tables {
      let candidates = routes.filter { route in
        route.table == table && route.destination.contains(address) && route.destination.length > suppressed ?? -1
          && (link == nil || route.nextHops.isEmpty || route.nextHops.contains { $0.link == link })
      }
      let live = candidates.filter { $0.nextHops.isEmpty || !$0.nextHops.allSatisfy(\.isDead) }
      guard
        let best = live.min(by: { ($1.destination.length, $0.metric) < ($0.destination.length, $1.metric) }),
        best.kind != .throw
      else { continue }
      guard best.kind == .unicast else { return best.isRefusal ? .nowhere : .unknown }
      let hops = best.nextHops.filter { !$0.isDead && (link == nil || $0.link == link) }
      return hops.count == 1 ? .hop(hops[0]) : .unknown
    }
    return .nowhere
  }
}
