public import Addresses

/// A network namespace with everything the kernel said of it in one observation.
public struct Namespace: Hashable, Sendable, Identifiable {
  /// What a namespace is to this host; one namespace can be several of these.
  public enum Role: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The namespace gantry runs in.
    case host
    /// A container's sandbox.
    case container
    /// Held by a nsfs bind mount under a name.
    case named
    /// Held by at least one process.
    case process
    /// Held by none of these: by a thread, a descriptor or a socket only, or not found at all.
    case hidden

    /// In the order of the declaration.
    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// How far the namespace's inside is known.
  public enum Access: Hashable, Sendable {
    /// Links, addresses and routes were read.
    case read
    /// It is known to exist, but could not be read; the kernel's words or the missing capability.
    case denied(String)
  }

  /// What holds for all links of a namespace together.
  public struct Settings: Hashable, Sendable {
    /// `net.ipv4.ip_forward`: IPv4 packets are routed between links.
    public var forwardsIPv4: Bool
    /// `net.ipv6.conf.all.forwarding`; nil where there is no IPv6.
    public var forwardsIPv6: Bool?
    /// `net.ipv4.conf.all.proxy_arp`: every link answers for addresses that are reached through others.
    public var proxiesARP: Bool
    /// `net.ipv6.conf.all.proxy_ndp`: every link answers for the addresses that it is a proxy of.
    public var proxiesNDP: Bool

    /// The settings of a namespace.
    public init(
      forwardsIPv4: Bool, forwardsIPv6: Bool? = nil, proxiesARP: Bool = false, proxiesNDP: Bool = false
    ) {
      self.forwardsIPv4 = forwardsIPv4
      self.forwardsIPv6 = forwardsIPv6
      self.proxiesARP = proxiesARP
      self.proxiesNDP = proxiesNDP
    }
  }

  /// Its identity in this observation.
  public var id: NamespaceID
  /// Its links, sorted by index.
  public var links: [Link]
  @usableFromInline var facts: Shared<Facts>

  /// A namespace of which nothing is known but its identity.
  public init(
    id: NamespaceID, cookie: UInt64? = nil, roles: [Role] = [], names: [String] = [], nsid: Int32? = nil,
    holders: [Holder] = [], containers: [ContainerKey] = [], links: [Link] = [], routes: [Route] = [],
    rules: [RoutingRule]? = nil, nextHops: [NextHopObject]? = nil, proxies: [ProxyNeighbour] = [],
    settings: Settings? = nil, bridgeFiltering: BridgeFiltering? = nil, conntrack: Conntrack? = nil,
    firewall: Firewall? = nil, listeners: [Listener]? = nil,
    inquiries: [NeighbourInquiry] = [], neighbours: [Neighbour] = [],
    forwarding: [ForwardingEntry] = [], access: Access = .read
  ) {
    self.id = id
    self.links = links
    facts = Shared(
      Facts(
        cookie: cookie, roles: roles, names: names, nsid: nsid, holders: holders, containers: containers,
        routes: routes, rules: rules, nextHops: nextHops, proxies: proxies, settings: settings,
        bridgeFiltering: bridgeFiltering, conntrack: conntrack, firewall: firewall, listeners: listeners,
        inquiries: inquiries, neighbours: neighbours, forwarding: forwarding, access: access))
  }

  /// True for the namespace gantry runs in.
  public var isHost: Bool { roles.contains(.host) }

  /// Processes that live in it, sorted, each once.
  public var pids: [Int32] {
    var pids = holders.filter { $0.kind == .process }.compactMap(\.pid)
    pids.sort()
    return pids
  }

  /// The link with this index.
  public func link(index: Int32) -> Link? { links.position(of: index, by: \.index).map { links[$0] } }

  /// The link with this name.
  public func link(named name: String) -> Link? { links.first { $0.name == name } }
}

/// A default gateway as the kernel has it.
public struct Gateway: Hashable, Sendable {
  /// The family of the route; a gateway of the other family is possible (RFC 5549).
  public var family: IPAddress.Family
  /// The gateway's address; nil for a route that names a link only.
  public var address: IPAddress?
  /// Index of the outgoing link.
  public var linkIndex: Int32?
  /// Name of the outgoing link.
  public var link: String?
  /// The route's priority: lower wins.
  public var metric: UInt32

  /// The address, or `dev LINK` where there is none.
  public var words: String { address?.description ?? "dev \(link ?? "#\(linkIndex ?? 0)")" }

  /// The address and the link: `192.0.2.1 dev eth0`, `dev wg0`.
  public var place: String {
    [address.map(\.description), link.map { "dev \($0)" }].compactMap(\.self).joined(separator: " ")
  }

  /// The route as ip-route(8) has it: `via 192.0.2.1 dev eth0`, `dev wg0`.
  public var route: String { address == nil ? place : "via \(place)" }

  /// A gateway out of a default route.
  public init(family: IPAddress.Family, address: IPAddress?, linkIndex: Int32?, link: String?, metric: UInt32) {
    self.family = family
    self.address = address
    self.linkIndex = linkIndex
    self.link = link
    self.metric = metric
  }
}
