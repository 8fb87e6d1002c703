import Addresses
import Topology

extension Rule {
  /// A default route that leads to where nobody passes anything on: through a port of a bridge, which has no addresses of
  /// its own, without a gateway onto a closed segment, or to a member that sends it back.
  ///
  /// Innocent: a gateway that is a member with another way out (a VPN in a container), and whoever answers for others
  /// there (`proxy_arp`).
  static let strayDefault = Rule("stray-default", "a default route that leads into a container or nowhere") { survey in
    survey.snapshot.namespaces.compactMap { namespace in
      guard namespace.access == .read else { return nil }
      for family in IPAddress.Family.allCases {
        guard let route = namespace.defaultRouting(family).routes.first,
          let hop = route.nextHops.first(where: { !$0.isDead }),
          let link = hop.link.flatMap({ namespace.link(index: $0) }), link.isUp
        else { continue }
        if let why = survey.whyNowhere(hop, link, family) {
          return finding(route, hop, link, family, why, namespace, survey.snapshot)
        }
      }
      return nil
    }
  }

  private static func finding(
    _ route: Route, _ hop: Route.NextHop, _ link: Link, _ family: IPAddress.Family, _ why: [String],
    _ namespace: Namespace, _ snapshot: Snapshot
  ) -> Finding {
    let way = (hop.gateway.map { "via \($0) " } ?? "") + "dev \(Remedy.quoted(link.name))"
    let peer = link.peer?.link.map { [ObjectID.link($0)] } ?? []
    return Finding(
      rule: strayDefault.name, severity: .error, object: .link(link.id), involved: peer + [.namespace(namespace.id)],
      title: "\(snapshot.name(of: namespace)): its \(family) default route leads through \(link.name), where nobody "
        + "passes it on",
      evidence: ["\(family) default route \(way), metric \(route.metric)"] + why,
      remedy: "Set the default route to the real gateway; this one goes away with: "
        + snapshot.command("\(family.command) route del default \(way) metric \(route.metric)", in: namespace.id))
  }
}

extension Survey {
  /// Why what is sent to the next hop of a default route gets nowhere; nil where it may get on.
  fileprivate func whyNowhere(_ hop: Route.NextHop, _ link: Link, _ family: IPAddress.Family) -> [String]? {
    if let bridge = link.master.flatMap({ snapshot.link(LinkID(namespace: link.id.namespace, index: $0)) }),
      bridge.kind.isBridge
    {
      return ["\(link.name) is a port of \(bridge.name): what is sent through it never gets an answer"]
        + (snapshot.provedPeer(of: link).map { ["the other end of its cable is \(snapshot.name(of: $0.id))"] } ?? [])
    }
    // In its modes l3 and l3s an ipvlan hands packets to the namespace of its parent, which routes them.
    if case .ipvlan(let mode) = link.kind, mode != "l2" { return nil }
    guard let segment = segment(of: link.id), segment.isClosed else { return nil }
    guard let gateway = hop.gateway else {
      let others = segment.stations.map(\.link).filter { $0.id.namespace != link.id.namespace }
      let answers = others.contains { proxies(on: $0) }
      return answers || others.isEmpty
        ? nil
        : [
          "\(link.name) leads to \(snapshot.names(of: others.map(\.id))) only, and nobody there answers for other "
            + "addresses"
        ]
    }
    let holders = holders(of: gateway, on: segment).filter { $0.id.namespace != link.id.namespace }
    guard let holder = holders.first, holders.count == 1, let home = snapshot.namespace(holder.id.namespace) else {
      return nil
    }
    // Sent back to where it came from, it goes round until its hop limit is used up.
    let next = home.defaultRouting(family).routes.first?.nextHops.first
    guard let back = next?.gateway, next?.link == holder.index, hasAddress(back, in: link.id.namespace) else {
      return nil
    }
    return ["\(gateway) is \(snapshot.name(of: holder.id)), whose own default route leads back here, via \(back)"]
  }
}
