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

  /// Its identity in this observation.
  public var id: NamespaceID
  /// Its links, sorted by index.
  public var links: [Link]
  @usableFromInline var facts: Shared<Facts>

  /// A namespace of which nothing is known but its identity.
  public init(
    id: NamespaceID, cookie: UInt64? = nil, roles: [Role] = [], names: [String] = [], nsid: Int32? = nil,
    holders: [Holder] = [], containers: [ContainerKey] = [], links: [Link] = [], routes: [Route] = [],
    neighbours: [Neighbour] = [], forwarding: [ForwardingEntry] = [], access: Access = .read
  ) {
    self.id = id
    self.links = links
    facts = Shared(
      Facts(
        cookie: cookie, roles: roles, names: names, nsid: nsid, holders: holders, containers: containers,
        routes: routes, neighbours: neighbours, forwarding: forwarding, access: access))
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

  /// Default gateways of the main table, best metric first, IPv4 before IPv6.
  public var gateways: [Gateway] {
    routes.filter { $0.isDefault && $0.table == Route.mainTable }
      .flatMap { route in
        route.nextHops.compactMap { hop in
          hop.gateway.map {
            Gateway(
              family: route.destination.address.family, address: $0, linkIndex: hop.link,
              link: hop.link.flatMap { link(index: $0)?.name }, metric: route.metric)
          }
        }
      }
      .sorted { ($0.family, $0.metric) < ($1.family, $1.metric) }
  }
}

/// A default gateway as the kernel has it.
public struct Gateway: Hashable, Sendable {
  /// The family of the route; a gateway of the other family is possible (RFC 5549).
  public var family: IPAddress.Family
  /// The gateway's address.
  public var address: IPAddress
  /// Index of the outgoing link.
  public var linkIndex: Int32?
  /// Name of the outgoing link.
  public var link: String?
  /// The route's priority: lower wins.
  public var metric: UInt32

  /// A gateway out of a default route.
  public init(family: IPAddress.Family, address: IPAddress, linkIndex: Int32?, link: String?, metric: UInt32) {
    self.family = family
    self.address = address
    self.linkIndex = linkIndex
    self.link = link
    self.metric = metric
  }
}
