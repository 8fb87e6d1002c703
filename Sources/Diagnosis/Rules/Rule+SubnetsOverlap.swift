import Addresses
import Topology

extension Rule {
  /// The subnet of a network that shares addresses with another bridge's, or with a route of the same namespace that leads
  /// elsewhere: packets for one go to the other.
  ///
  /// Innocent: bridges in different namespaces, bridges that are down, routes for single addresses, which somebody set on
  /// purpose, routes through a link that stands on the bridge itself, routes that refuse (`blackhole`), default routes, and networks without a bridge: a macvlan has the subnet of
  /// the card it stands on. A route to a larger net around the subnet is a remark: it says what is out of reach.
  static let subnetsOverlap = Rule("subnets-overlap", "a network's subnet that overlaps another or a route") { survey in
    survey.claimsByNamespace.flatMap { claims in
      Claim.overlaps(among: claims).compactMap { finding($0.outer, $0.inner, survey.snapshot) }
    }
  }

  private static func finding(_ outer: Claim, _ inner: Claim, _ snapshot: Snapshot) -> Finding? {
    let links = [outer.link, inner.link]
    guard !links.contains(where: { id in snapshot.link(id)?.parent?.link.map { links.contains($0.id) } ?? false })
    else {
      return nil
    }
    switch (outer.network, inner.network) {
    case (let network?, let other?): return overlap(network, outer, other, inner, snapshot)
    // Of routes to the same addresses the kernel follows one, and the other's link is lost to the host.
    case (let network?, nil) where outer.prefix == inner.prefix && outer.wins(over: inner):
      return displaced(inner, by: network, outer, snapshot)
    case (let network?, nil): return stolen(network, outer, by: inner, snapshot)
    case (nil, let network?): return hidden(outer, behind: network, inner, snapshot)
    case (nil, nil): return nil
    }
  }

  private static func overlap(
    _ network: Network, _ outer: Claim, _ other: Network, _ inner: Claim, _ snapshot: Snapshot
  ) -> Finding {
    Finding(
      rule: subnetsOverlap.name, severity: .warning, object: .network(network.key), involved: [.network(other.key)],
      title: "\(network.name) and \(other.name) share addresses: \(inner.prefix)",
      evidence: [words(network, outer, snapshot), words(other, inner, snapshot)],
      remedy: "Make one of them again with a subnet of its own, such as one of 172.16.0.0/12 that is in no route")
  }

  private static func stolen(_ network: Network, _ outer: Claim, by inner: Claim, _ snapshot: Snapshot) -> Finding {
    let link = snapshot.link(inner.link)
    // The route of an address goes with it: who takes it away cuts that link off.
    let isOwn = link?.addresses.contains { $0.prefix.network == inner.prefix } ?? false
    return Finding(
      rule: subnetsOverlap.name, severity: .warning, object: .network(network.key),
      involved: [.link(inner.link)],
      title: "\(network.name): packets for \(inner.prefix) go through \(link?.name ?? "another link")",
      evidence: [words(network, outer, snapshot), words(inner, snapshot)],
      remedy: isOwn
        ? "\(link?.name ?? "The link") has an address in \(inner.prefix): make the network again with another subnet"
        : "Take the route away if nobody needs it, else make the network again with another subnet: "
          + snapshot.command(
            "\(inner.prefix.address.family.command) route del \(inner.prefix) dev "
              + Remedy.quoted(link?.name ?? ""), in: inner.link.namespace))
  }

  private static func displaced(
    _ route: Claim, by network: Network, _ claim: Claim, _ snapshot: Snapshot
  ) -> Finding {
    let link = snapshot.link(route.link)
    let name = link?.name ?? "another link"
    let isInUse = link.map { link in
      link.isUp && link.hasCarrier && link.addresses.contains { route.prefix.contains($0.prefix.address) }
    }
    return Finding(
      rule: subnetsOverlap.name, severity: isInUse ?? false ? .warning : .info, object: .network(network.key),
      involved: [.link(route.link)],
      title: "\(network.name): its subnet \(route.prefix) is used instead of the same one behind \(name)",
      evidence: [words(network, claim, snapshot) + ", metric \(claim.metric ?? 0)", words(route, snapshot)],
      remedy:
        "Nothing, if no host of \(route.prefix) is wanted behind \(name); else make the network again with another "
        + "subnet")
  }

  private static func hidden(
    _ outer: Claim, behind network: Network, _ inner: Claim, _ snapshot: Snapshot
  ) -> Finding {
    Finding(
      rule: subnetsOverlap.name, severity: .info, object: .network(network.key), involved: [.link(outer.link)],
      title: "\(network.name): its subnet \(inner.prefix) hides that part of \(outer.prefix)",
      evidence: [words(network, inner, snapshot), words(outer, snapshot)],
      remedy:
        "Nothing, if no host of \(inner.prefix) is wanted behind \(snapshot.link(outer.link)?.name ?? "that link"); "
        + "else make the network again with another subnet")
  }

  private static func words(_ network: Network, _ claim: Claim, _ snapshot: Snapshot) -> String {
    "\(network.engine ?? "no engine's") network \(network.name): \(claim.prefix) on \(snapshot.name(of: claim.link))"
  }

  private static func words(_ route: Claim, _ snapshot: Snapshot) -> String {
    "route \(route.prefix)" + (route.gateway.map { " via \($0)" } ?? "") + " dev "
      + (snapshot.link(route.link)?.name ?? "#\(route.link.index)") + " metric \(route.metric ?? 0)"
  }
}
