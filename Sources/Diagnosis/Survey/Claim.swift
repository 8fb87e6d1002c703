import Addresses
import Topology

/// Somebody in a namespace who has a range of addresses to himself, or thinks so: a network's bridge, or a route.
struct Claim {
  let prefix: IPPrefix
  /// The bridge, or the link the route leads through.
  let link: LinkID
  /// The network that uses the bridge; nil for a route.
  let network: Network?
  var gateway: IPAddress?
  /// The metric of the route; nil for a bridge to whose subnet no route leads.
  var metric: UInt32?
  /// The route's place among those of its namespace, which decides between equal metrics.
  var place = 0

  /// Pairs of different links that claim the same addresses: each claim with the smallest one around it that belongs to
  /// somebody else, a network's on one side at least. Of equal ones the network is the outer one.
  ///
  /// Prefixes either nest or have nothing in common, so that one pass over the sorted ones, which remembers those around
  /// the present one, is enough, however many there are.
  static func overlaps(among claims: [Claim]) -> [(outer: Claim, inner: Claim)] {
    var around: [Claim] = []
    var found: [(outer: Claim, inner: Claim)] = []
    var seen: Set<[LinkID]> = []
    for claim in claims.sorted(by: { $0.comes(before: $1) }) {
      while let last = around.last, !last.prefix.overlaps(claim.prefix) { around.removeLast() }
      let outer = around.last { $0.link != claim.link && ($0.network != nil || claim.network != nil) }
      if let outer, seen.insert([outer.link, claim.link].sorted()).inserted { found.append((outer, claim)) }
      around.append(claim)
    }
    return found
  }

  /// Of two claims on the same addresses this is the one that the kernel follows.
  func wins(over other: Claim) -> Bool { (metric ?? .max, place) < (other.metric ?? .max, other.place) }

  /// Which addresses, and through which link.
  fileprivate var subject: Subject { Subject(prefix: prefix, link: link) }

  fileprivate struct Subject: Hashable {
    let prefix: IPPrefix
    let link: LinkID
  }

  /// By address; the larger before the smaller that begins with it; a network before a route.
  private func comes(before other: Claim) -> Bool {
    (prefix.address, prefix.length, network == nil ? 1 : 0, link)
      < (other.prefix.address, other.prefix.length, other.network == nil ? 1 : 0, other.link)
  }
}

extension Survey {
  /// What is claimed in each namespace that has networks' bridges, in the order of the namespaces; of bridges that belong
  /// to a VRF among themselves, as it has tables of its own (the kernel's networking/vrf.rst).
  var claimsByNamespace: [[Claim]] {
    let live = bridges.filter { $0.bridge.isUp && !$0.networks.isEmpty }
    let byNamespace = Dictionary(grouping: live) { $0.bridge.id.namespace }
    return snapshot.namespaces.flatMap { namespace -> [[Claim]] in
      guard let bridges = byNamespace[namespace.id] else { return [] }
      let byMaster = Dictionary(grouping: bridges) { $0.bridge.master ?? 0 }
      return byMaster.sorted { $0.key < $1.key }.map { master, bridges in
        claims(of: bridges, master == 0 ? namespace.routeClaims : [])
      }
    }
  }

  private func claims(of bridges: [WiredBridge], _ routes: [Claim]) -> [Claim] {
    let claims = bridges.flatMap { $0.claims(routes) }
    // What a bridge's own address makes of itself says nothing new.
    let own = Set(claims.map(\.subject))
    return claims + routes.filter { !own.contains($0.subject) }
  }
}

extension WiredBridge {
  /// The subnets that the bridge has an address in, each once.
  /// - Parameter routes: what the routes of the bridge's namespace claim.
  fileprivate func claims(_ routes: [Claim]) -> [Claim] {
    guard let network = networks.first else { return [] }
    return Set(bridge.addresses.map(\.prefix.network)).filter(\.canOverlap).sorted().map { prefix in
      let route = routes.first { $0.prefix == prefix && $0.link == bridge.id }
      return Claim(
        prefix: prefix, link: bridge.id, network: network, metric: route?.metric, place: route?.place ?? 0)
    }
  }
}

extension Namespace {
  /// What its main table says of other networks than default routes.
  fileprivate var routeClaims: [Claim] {
    routes.enumerated().compactMap { place, route in
      guard route.kind == .unicast, route.table == Route.mainTable, route.destination.canOverlap,
        let hop = route.nextHops.first, let link = hop.link
      else { return nil }
      return Claim(
        prefix: route.destination, link: LinkID(namespace: id, index: link), network: nil, gateway: hop.gateway,
        metric: route.metric, place: place)
    }
  }
}

extension IPPrefix {
  /// Neither a default route or a half of one, nor a single address, nor link-local or multicast.
  fileprivate var canOverlap: Bool {
    length > 3 && length < address.family.bitWidth && !address.isLinkLocal && !address.isMulticast
  }
}
