/// The settings of a link that decide whom it answers and what it forwards (net/ipv4/conf/LINK in the kernel's
/// ip-sysctl.rst), and those of IPv6.
public struct LinkSettings: Hashable, Sendable {
  /// `forwarding`: packets that arrive on it are routed.
  public var forwards: Bool
  /// `proxy_arp`: it answers for addresses that are reached through other links.
  public var proxiesARP: Bool
  /// `arp_ignore`: 0 answers for each address of its namespace, 1 and 2 for its own only, 8 for none.
  public var ignoredARP: UInt8
  /// `rp_filter`: 0 off, 1 strict, 2 loose.
  public var reversePathFilter: UInt8
  /// Those of IPv6 (net/ipv6/conf/LINK); nil where the link has none.
  public var ipv6: IPv6?

  /// The IPv6 settings of a link.
  public struct IPv6: Hashable, Sendable {
    /// `forwarding`: the link is a router's.
    public var forwards: Bool
    /// `accept_ra`: 0 router advertisements are ignored, 1 accepted unless it forwards, 2 accepted.
    public var acceptedAdvertisements: UInt8
    /// `proxy_ndp`: it answers for the addresses that it is a proxy of.
    public var proxiesNDP: Bool
    /// `disable_ipv6`: it has neither IPv6 addresses nor routes.
    public var isOff: Bool

    /// The IPv6 settings of a link.
    public init(
      forwards: Bool = false, acceptedAdvertisements: UInt8 = 1, proxiesNDP: Bool = false, isOff: Bool = false
    ) {
      self.forwards = forwards
      self.acceptedAdvertisements = acceptedAdvertisements
      self.proxiesNDP = proxiesNDP
      self.isOff = isOff
    }
  }

  /// The settings of a link.
  public init(
    forwards: Bool = true, proxiesARP: Bool = false, ignoredARP: UInt8 = 0, reversePathFilter: UInt8 = 0,
    ipv6: IPv6? = nil
  ) {
    self.ipv6 = ipv6
    self.forwards = forwards
    self.proxiesARP = proxiesARP
    self.ignoredARP = ignoredARP
    self.reversePathFilter = reversePathFilter
  }
}

/// Who may use a tun or tap (`IFLA_TUN_OWNER`, `IFLA_TUN_GROUP`).
public struct LinkUser: Hashable, Sendable {
  /// The user's number; nil for any.
  public var user: UInt32?
  /// The group's number; nil for any.
  public var group: UInt32?

  /// A user, a group, or both.
  public init(user: UInt32? = nil, group: UInt32? = nil) {
    self.user = user
    self.group = group
  }

  /// `user 1000, group 1001`.
  public var words: String {
    [user.map { "user \($0)" }, group.map { "group \($0)" }].compactMap(\.self).joined(separator: ", ")
  }
}
