public import Addresses

/// A route (`RTM_NEWROUTE`, rtnetlink(7)).
public struct Route: Hashable, Sendable {
  /// `RT_TABLE_MAIN`.
  public static let mainTable: UInt32 = 254

  /// What the route does with a packet, `RTN_*`.
  public enum Kind: String, Hashable, Sendable {
    case unicast, local, broadcast, anycast, multicast, blackhole, unreachable, prohibit, `throw`, other
  }

  /// Where it leads: a network.
  public var destination: IPPrefix
  /// What it does.
  public var kind: Kind
  /// `RTA_TABLE`.
  public var table: UInt32
  /// `RTA_PRIORITY`: lower wins.
  public var metric: UInt32
  /// `RTA_PREFSRC`.
  public var source: IPAddress?
  /// `rtm_protocol` by name (`kernel`, `boot`, `static`, `ra`, …), or its number.
  public var origin: String
  /// The ways on: one, or several for a multipath route; none for a blackhole.
  public var nextHops: [NextHop]
  /// `RTA_NH_ID`: the next-hop object that says where it leads; nil where the route says so itself.
  public var nextHopID: UInt32?

  /// A route.
  public init(
    destination: IPPrefix, kind: Kind = .unicast, table: UInt32 = Route.mainTable, metric: UInt32 = 0,
    source: IPAddress? = nil, origin: String = "boot", nextHops: [NextHop], nextHopID: UInt32? = nil
  ) {
    self.destination = destination
    self.kind = kind
    self.table = table
    self.metric = metric
    self.source = source
    self.origin = origin
    self.nextHops = nextHops
    self.nextHopID = nextHopID
  }

  /// True for 0.0.0.0/0 and ::/0 that lead somewhere.
  public var isDefault: Bool { destination.length == 0 && kind == .unicast }

  /// True for a route that says no: `blackhole`, `unreachable` and `prohibit` (ip-route(8)).
  public var isRefusal: Bool { kind == .blackhole || kind == .unreachable || kind == .prohibit }

  /// One way on.
  public struct NextHop: Hashable, Sendable {
    /// The router; nil where the destination is on the link.
    public var gateway: IPAddress?
    /// Index of the outgoing link.
    public var link: Int32?
    /// Its share in a multipath route, 1 or more.
    public var weight: Int
    /// `RTNH_F_ONLINK` (ip-route(8), `onlink`): the gateway is taken to be on the link, whatever the link's addresses are.
    public var isOnLink: Bool
    /// `RTNH_F_DEAD`: its link is down, and the kernel does not use it.
    public var isDead: Bool
    /// `RTNH_F_LINKDOWN`: its link has no carrier. The kernel uses it all the same, unless it is dead as well
    /// (`ignore_routes_with_linkdown`).
    public var isLinkDown: Bool

    /// A way on.
    public init(
      gateway: IPAddress?, link: Int32?, weight: Int = 1, isOnLink: Bool = false, isDead: Bool = false,
      isLinkDown: Bool = false
    ) {
      self.gateway = gateway
      self.link = link
      self.weight = weight
      self.isOnLink = isOnLink
      self.isDead = isDead
      self.isLinkDown = isLinkDown
    }
  }
}

/// An entry of the neighbour table: ARP or ND (`RTM_NEWNEIGH`, ip-neighbour(8)).
///
/// Two are equal whenever they came to be as they are, since that time is told with some jitter.
public struct Neighbour: Hashable, Sendable {
  /// `NUD_*`.
  public enum State: String, Hashable, Sendable {
    case incomplete, reachable, stale, delay, probe, failed, noarp, permanent, none
  }

  /// The neighbour's address.
  public var address: IPAddress
  /// Its hardware address, once known.
  public var mac: MACAddress?
  /// Index of the link on which it is.
  public var link: Int32
  /// How fresh that is.
  public var state: State
  /// When the entry was last changed; nil where the kernel did not say.
  public var changedAt: Instant?

  /// A neighbour.
  public init(address: IPAddress, mac: MACAddress?, link: Int32, state: State, changedAt: Instant? = nil) {
    self.address = address
    self.mac = mac
    self.link = link
    self.state = state
    self.changedAt = changedAt
  }

  /// Equal but for the time.
  public static func == (left: Neighbour, right: Neighbour) -> Bool {
    left.address == right.address && left.mac == right.mac && left.link == right.link && left.state == right.state
  }

  /// Hashes all but the time.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(address)
    hasher.combine(mac)
    hasher.combine(link)
    hasher.combine(state)
  }
}
