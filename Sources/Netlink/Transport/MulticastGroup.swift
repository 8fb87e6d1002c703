import CLinux

/// What a socket can be told of (`RTNLGRP_*` of linux/rtnetlink.h).
public struct MulticastGroup: RawRepresentable, Hashable, Sendable {
  /// The group's number.
  public let rawValue: UInt32
  /// The group with this number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  private init(_ group: rtnetlink_groups) { rawValue = group.rawValue }

  /// Links, and bridge ports as `AF_BRIDGE` messages.
  public static let link = MulticastGroup(RTNLGRP_LINK)
  /// Neighbours and forwarding tables.
  public static let neighbour = MulticastGroup(RTNLGRP_NEIGH)
  /// IPv4 addresses.
  public static let ipv4Address = MulticastGroup(RTNLGRP_IPV4_IFADDR)
  /// IPv4 routes.
  public static let ipv4Route = MulticastGroup(RTNLGRP_IPV4_ROUTE)
  /// IPv6 addresses.
  public static let ipv6Address = MulticastGroup(RTNLGRP_IPV6_IFADDR)
  /// IPv6 routes.
  public static let ipv6Route = MulticastGroup(RTNLGRP_IPV6_ROUTE)
  /// IPv4 routing policy rules.
  public static let ipv4Rule = MulticastGroup(RTNLGRP_IPV4_RULE)
  /// IPv6 routing policy rules.
  public static let ipv6Rule = MulticastGroup(RTNLGRP_IPV6_RULE)
  /// Next-hop objects (Linux 5.3).
  public static let nextHop = MulticastGroup(RTNLGRP_NEXTHOP)
  /// Numbers of namespaces.
  public static let namespaceID = MulticastGroup(RTNLGRP_NSID)
}
