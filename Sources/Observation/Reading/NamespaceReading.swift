import Addresses
import Netlink
import Topology

/// What the kernel said inside one namespace: facts of one moment, links not yet connected with each other.
struct NamespaceReading: Sendable {
  /// Its identity.
  let id: NamespaceID
  /// `SO_NETNS_COOKIE`.
  var cookie: UInt64?
  /// What this namespace calls gantry's own (`RTM_GETNSID`); nil where it has no number for it.
  var ownNsid: Int32?
  /// What this namespace calls others, as far as it was asked; its numbers mean nothing elsewhere.
  var nsids: [Int32: NamespaceID] = [:]
  /// Its links, sorted by index.
  var links: [LinkReading] = []
  /// Its routes of all tables but `local`.
  var routes: [Route] = []
  /// Its routing rules; nil where they were not read.
  var rules: [RoutingRule]?
  /// Its next-hop objects; nil where they were not read.
  var nextHops: [NextHopObject]?
  /// Addresses that its links answer for by proxy; empty where they were not read.
  var proxies: [ProxyNeighbour] = []
  /// What holds for all its links; nil where that was not read.
  var settings: Namespace.Settings?
  /// Its tables; nil where they were not read.
  var tables: Tables?
  /// Whether it could be read.
  var access = Namespace.Access.read
  /// When it was read.
  var readAt = Instant(nanoseconds: 0)
  /// How many nanoseconds that took.
  var cost: UInt64 = 0

  /// What changes by itself, as packets come and go.
  struct Tables: Sendable {
    /// When they were read.
    var readAt = Instant(nanoseconds: 0)
    /// Neighbours of its links.
    var neighbours: [Neighbour] = []
    /// Forwarding databases of its bridges.
    var forwarding: [ForwardingEntry] = []
  }

  /// The link with this index.
  func link(index: Int32) -> LinkReading? { position(ofLink: index).map { links[$0] } }

  /// Where the link with this index is in `links`.
  func position(ofLink index: Int32) -> Int? {
    let position = links.partitioningIndex { $0.link.index >= index }
    return position < links.endIndex && links[position].link.index == index ? position : nil
  }
}

extension NamespaceReading {
  /// Whether rules and settings decide what is concluded of it: it has a bridge, or routes that only rules lead to.
  var needsPolicy: Bool {
    links.contains { $0.link.kind.isBridge } || routes.contains { $0.table != Route.mainTable && $0.table != 253 }
  }

  /// Whether next-hop objects decide where packets go: routes refer to them, or VXLAN links may.
  var needsNextHops: Bool {
    routes.contains { $0.nextHopID != nil } || links.contains { if case .vxlan = $0.link.kind { true } else { false } }
  }

  /// Whether its links may answer for others: it forwards from one to another.
  var mayProxy: Bool {
    let others = links.filter { $0.link.kind != .loopback && $0.link.isUp }
    return others.count > 1
      && others.contains { ($0.link.settings?.forwards ?? false) || ($0.link.settings?.ipv6?.forwards ?? false) }
  }

  /// The gateways of default routes of any table, each once.
  var gateways: [(address: IPAddress, link: Int32)] {
    var gateways: [(address: IPAddress, link: Int32)] = []
    for route in routes where route.isDefault {
      for hop in route.nextHops {
        guard let address = hop.gateway, let link = hop.link, !gateways.contains(where: { $0 == (address, link) })
        else { continue }
        gateways.append((address, link))
      }
    }
    return gateways
  }

  /// Whether chance decides between IPv4 default routes: they have one metric and are not one route with several ways on.
  var hasEqualDefaults: Bool {
    var best: UInt32?
    var count = 0
    for route in routes
    where route.isDefault && route.table == Route.mainTable
      && route.destination.address.family == .ipv4 && route.metric <= best ?? .max
    {
      count = route.metric == best ? count + 1 : 1
      best = route.metric
    }
    return count > 1
  }

  /// Puts the default route that the kernel says it uses before its equals.
  mutating func putUsedDefaultFirst(_ used: RouteMessage?) {
    guard let used,
      let position = routes.firstIndex(where: { route in
        route.isDefault && route.table == Route.mainTable
          && route.nextHops.contains { $0.gateway == used.gateway && $0.link == used.outputInterface }
      }),
      let first = routes.firstIndex(where: {
        $0.isDefault && $0.table == Route.mainTable && $0.metric == routes[position].metric
          && $0.destination == routes[position].destination
      })
    else { return }
    routes.insert(routes.remove(at: position), at: first)
  }

  /// Equal but for counters, neighbours and forwarding entries.
  func looksLike(_ other: NamespaceReading) -> Bool {
    id == other.id && cookie == other.cookie && ownNsid == other.ownNsid && nsids == other.nsids
      && access == other.access && routes == other.routes && rules == other.rules && settings == other.settings
      && nextHops == other.nextHops && proxies == other.proxies
      && links.elementsEqual(other.links) { $0.looksLike($1) }
  }

  /// Equal in all that tells which link is connected with which, and what it is called there.
  func isWired(like other: NamespaceReading) -> Bool {
    id == other.id && cookie == other.cookie && ownNsid == other.ownNsid && nsids == other.nsids
      && links.elementsEqual(other.links) { $0.isWired(like: $1) }
  }

  /// Equal neighbours and forwarding entries; those that were not read show as none.
  func hasTables(of other: NamespaceReading) -> Bool {
    (tables?.neighbours ?? []) == (other.tables?.neighbours ?? [])
      && (tables?.forwarding ?? []) == (other.tables?.forwarding ?? [])
  }
}

/// A link with the raw reference to the link at its other end or below it.
struct LinkReading: Sendable {
  /// The link, without peer and parent.
  var link: Link
  /// What it counted when it was read; nil where the kernel did not say.
  var counters: Counters?
  /// `IFLA_LINK`, for a VXLAN `IFLA_VXLAN_LINK`; nil where the kernel did not send it.
  var reference: Int32?
  /// `IFLA_LINK_NETNSID`: the namespace in which `reference` counts, as this link's namespace numbers it; nil where it
  /// is this one.
  var nsid: Int32?

  /// True for kinds that come in pairs, whose reference is the other end.
  var isPaired: Bool {
    switch link.kind {
    case .veth, .other("netkit"), .other("vxcan"): true
    default: false
    }
  }

  /// True for a VXLAN, whose namespace id is that of the namespace it was made in.
  var isVXLAN: Bool { if case .vxlan = link.kind { true } else { false } }

  /// The index of the other end or of the lower link; nil where there is none.
  ///
  /// Some kernels leave `IFLA_LINK` out where it equals the link's own index: with a namespace id beside, the missing
  /// one is that index. Tunnels have a namespace id without standing on a link.
  var referredIndex: Int32? {
    switch (reference, nsid) {
    case (0?, _), (nil, nil): nil
    case (let index?, nil): index == link.index ? nil : index
    case (let index?, _?): index
    case (nil, _?): isPaired || isAlwaysStacked ? link.index : nil
    }
  }

  /// Equal but for counters.
  func looksLike(_ other: LinkReading) -> Bool {
    reference == other.reference && nsid == other.nsid && link == other.link
  }

  /// Equal in what tells with which link it is connected, what it is plugged into, and in its name there.
  func isWired(like other: LinkReading) -> Bool {
    guard link.id == other.link.id, reference == other.reference, nsid == other.nsid else { return false }
    return link.isCopy(of: other.link)
      || (link.name == other.link.name && link.kind == other.link.kind && link.master == other.link.master)
  }

  /// With what only further dumps tell, as it was before: a message about the link alone has no addresses and no VLANs.
  func completed(by earlier: LinkReading) -> LinkReading {
    var completed = self
    completed.link.addresses = earlier.link.addresses
    if let vlans = earlier.link.port?.vlans { completed.link.port?.vlans = vlans }
    return completed
  }

  private var isAlwaysStacked: Bool {
    switch link.kind {
    case .macvlan, .macvtap, .ipvlan, .vlan: true
    default: false
    }
  }
}
