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
  /// `SO_NETNS_COOKIE` (socket(7), Linux 5.14): never reused while the host is up; nil where it could not be read.
  public var cookie: UInt64?
  /// What it is to this host, sorted.
  public var roles: [Role]
  /// Names of nsfs mounts, without their directory, sorted.
  public var names: [String]
  /// Its id as seen from the host's namespace (ip-netns(8)); reused by the kernel, so for display only.
  public var nsid: Int32?
  /// What keeps it alive.
  public var holders: [Holder]
  /// Containers that live in it, sorted.
  public var containers: [ContainerKey]
  /// Its links, sorted by index.
  public var links: [Link]
  /// Its routes of all tables but `local`, in the kernel's order.
  public var routes: [Route]
  /// Its neighbour tables; empty where they were not read.
  public var neighbours: [Neighbour]
  /// Forwarding databases of its bridges; empty where they were not read.
  public var forwarding: [ForwardingEntry]
  /// Whether its inside was read.
  public var access: Access

  /// A namespace of which nothing is known but its identity.
  public init(
    id: NamespaceID, cookie: UInt64? = nil, roles: [Role] = [], names: [String] = [], nsid: Int32? = nil,
    holders: [Holder] = [], containers: [ContainerKey] = [], links: [Link] = [], routes: [Route] = [],
    neighbours: [Neighbour] = [], forwarding: [ForwardingEntry] = [], access: Access = .read
  ) {
    self.id = id
    self.cookie = cookie
    self.roles = roles
    self.names = names
    self.nsid = nsid
    self.holders = holders
    self.containers = containers
    self.links = links
    self.routes = routes
    self.neighbours = neighbours
    self.forwarding = forwarding
    self.access = access
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
