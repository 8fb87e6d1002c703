public import Addresses

extension Namespace {
  /// What the kernel does with a packet to anywhere that is sent from here, without a mark (ip-rule(8), ip-route(8)).
  public struct DefaultRouting: Hashable, Sendable {
    /// The routes that are used, the best first; those after it are used when it goes away.
    public var routes: [Route] = []
    /// The route or rule that refuses what no route before it takes; nil where none does.
    public var refusal: String?
  }

  /// The default gateways that are used for packets without a mark, the one in use first, IPv4 before IPv6.
  public var gateways: [Gateway] {
    var gateways: [Gateway] = []
    for family in IPAddress.Family.allCases {
      switch shortcut(family) {
      case .none: break
      case .one(let position): append(routes[position], to: &gateways)
      case .several: for route in defaultRouting(family).routes { append(route, to: &gateways) }
      }
    }
    return gateways
  }

  /// What a look at the routes tells of a family's default routes, without making lists.
  private enum Shortcut { case none, one(Int), several }

  private func shortcut(_ family: IPAddress.Family) -> Shortcut {
    guard rules == nil else { return .several }
    var found: Int?
    for position in routes.indices
    where routes[position].destination.length <= 1 && routes[position].destination.address.family == family {
      guard found == nil, routes[position].isDefault, routes[position].table == Route.mainTable else { return .several }
      found = position
    }
    return found.map(Shortcut.one) ?? .none
  }

  private func append(_ route: Route, to gateways: inout [Gateway]) {
    for hop in route.nextHops where !hop.isDead && (hop.link != nil || hop.gateway != nil) {
      gateways.append(
        Gateway(
          family: route.destination.address.family, address: hop.gateway, linkIndex: hop.link,
          link: hop.link.flatMap { link(index: $0)?.name }, metric: route.metric))
    }
  }

  /// The default routes of a family in the order in which the kernel takes them: rule after rule, in a table by metric.
  /// Where rules were not read, the tables `main` and `default` count, as by the built-in ones.
  public func defaultRouting(_ family: IPAddress.Family) -> DefaultRouting {
    var result = DefaultRouting()
    guard let rules else {
      for table in [Route.mainTable, 253] where take(table, family, &result) { break }
      return result
    }
    var next: UInt32 = 0
    for rule in rules where rule.family == family && rule.priority >= next && rule.matchesPlainPackets {
      switch rule.action {
      case .table(let table):
        // A default route has the shortest prefix of all.
        if rule.suppressedLength == nil, take(table, family, &result) { return result }
      case .goTo(let priority): next = priority
      case .blackhole, .unreachable, .prohibit:
        result.refusal = "rule \(rule.words)"
        return result
      case .none: break
      }
    }
    return result
  }

  /// - Returns: whether the lookup ends in this table.
  private func take(_ table: UInt32, _ family: IPAddress.Family, _ result: inout DefaultRouting) -> Bool {
    // By position, and only those that are looked at: a router has a hundred thousand others.
    let all = routes.indices.filter { position in
      routes[position].destination.length <= 1 && routes[position].table == table
        && routes[position].destination.address.family == family
    }
    .map { routes[$0] }
    let candidates = all.filter { $0.destination.length == 0 }
    // Of one metric the kernel's order decides.
    let sorted = candidates.enumerated().sorted { ($0.element.metric, $0.offset) < ($1.element.metric, $1.offset) }
    // VPNs put two halves of all addresses before the default route, instead of in its place.
    var found = halves(among: all)
    var ends = !found.isEmpty
    for route in sorted.map(\.element) {
      if route.kind == .throw { break }
      // Old kernels refuse what has no route by a route of their own (`unreachable default … metric 4294967295`).
      if route.isRefusal, route.metric != .max {
        result.refusal = "\(route.kind.rawValue) default route, metric \(route.metric)"
        ends = true
        break
      }
      if route.kind == .unicast, !route.nextHops.allSatisfy(\.isDead) {
        found.append(route)
        ends = true
      }
    }
    result.routes += found
    return ends
  }

  private func halves(among routes: [Route]) -> [Route] {
    let halves = routes.filter {
      $0.destination.length == 1 && $0.kind == .unicast && !$0.nextHops.allSatisfy(\.isDead)
    }
    return Set(halves.map(\.destination)).count == 2 ? [halves[0]] : []
  }
}
