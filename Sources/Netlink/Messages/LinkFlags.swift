/// `IFF_*` of netdevice(7).
public struct LinkFlags: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  public let rawValue: UInt32
  /// The flags of these bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Set up by the administrator (`IFF_UP`); whether it works is `.running`.
  public static let up = LinkFlags(rawValue: 1 << 0)
  /// It can broadcast (`IFF_BROADCAST`).
  public static let broadcast = LinkFlags(rawValue: 1 << 1)
  /// `lo` (`IFF_LOOPBACK`).
  public static let loopback = LinkFlags(rawValue: 1 << 3)
  /// A point-to-point link: most tunnels (`IFF_POINTOPOINT`).
  public static let pointToPoint = LinkFlags(rawValue: 1 << 4)
  /// Up and operational (`IFF_RUNNING`).
  public static let running = LinkFlags(rawValue: 1 << 6)
  /// No address resolution (`IFF_NOARP`).
  public static let noARP = LinkFlags(rawValue: 1 << 7)
  /// It receives frames for everyone (`IFF_PROMISC`).
  public static let promiscuous = LinkFlags(rawValue: 1 << 8)
  /// It receives all multicast (`IFF_ALLMULTI`).
  public static let allMulticast = LinkFlags(rawValue: 1 << 9)
  /// Master of a bond (`IFF_MASTER`).
  public static let master = LinkFlags(rawValue: 1 << 10)
  /// Member of a bond (`IFF_SLAVE`).
  public static let slave = LinkFlags(rawValue: 1 << 11)
  /// It can multicast (`IFF_MULTICAST`).
  public static let multicast = LinkFlags(rawValue: 1 << 12)
  /// The driver signals a carrier (`IFF_LOWER_UP`).
  public static let lowerUp = LinkFlags(rawValue: 1 << 16)
  /// The driver waits for an event (`IFF_DORMANT`).
  public static let dormant = LinkFlags(rawValue: 1 << 17)
}

/// RFC 2863's operational state, as `IFLA_OPERSTATE` has it (`IF_OPER_*` of linux/if.h).
public enum OperationalState: UInt8, Hashable, Sendable, CaseIterable {
  /// The driver doesn't say: `lo`, many virtual links.
  case unknown
  /// A component is missing.
  case notPresent
  /// It cannot carry packets.
  case down
  /// The link below is down.
  case lowerLayerDown
  /// Under test.
  case testing
  /// It waits for an event, such as 802.1X authentication.
  case dormant
  /// It can carry packets.
  case up
}
