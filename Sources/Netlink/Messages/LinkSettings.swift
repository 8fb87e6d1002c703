import CLinux

/// The settings of one link (`IFLA_INET_CONF` and `IFLA_INET6_CONF`, net/ipv4/conf/LINK and net/ipv6/conf/LINK in the
/// kernel's ip-sysctl.rst).
///
/// The settings of `conf/all` count as well and are not part of it.
public struct LinkSettings: Hashable, Sendable {
  /// `forwarding`: packets that arrive on the link are routed.
  public var forwards: Bool
  /// `proxy_arp`: the link answers for addresses that are reached through other links.
  public var proxiesARP: Bool
  /// `arp_ignore`: 0 answers for each address of the host, 1 and 2 for those of the link only, 8 for none.
  public var ignoredARP: UInt8
  /// `rp_filter`: 0 off, 1 strict, 2 loose.
  public var reversePathFilter: UInt8
  /// Those of IPv6; `nil` where the link has none.
  public var ipv6: IPv6?

  /// The IPv6 settings of a link.
  public struct IPv6: Hashable, Sendable {
    /// `forwarding`: the link is a router's.
    public var forwards: Bool
    /// `accept_ra`: 0 router advertisements are ignored, 1 accepted unless it forwards, 2 accepted.
    public var acceptedAdvertisements: UInt8
    /// `proxy_ndp`: the link answers for the addresses that it is a proxy of.
    public var proxiesNDP: Bool
    /// `disable_ipv6`: it has neither addresses nor routes.
    public var isOff: Bool

    /// Reads the array of the kernel; what it is too short for is 0.
    init(_ payload: RawSpan) {
      func value(_ number: Int) -> Int32 { payload.load(number * MemoryLayout<Int32>.size, as: Int32.self) ?? 0 }
      forwards = value(CL_DEVCONF6_FORWARDING) != 0
      acceptedAdvertisements = UInt8(clamping: value(CL_DEVCONF6_ACCEPT_RA))
      proxiesNDP = value(CL_DEVCONF6_PROXY_NDP) != 0
      isOff = value(CL_DEVCONF_DISABLE_IPV6) != 0
    }
  }

  /// Reads the array of the kernel; what it is too short for is 0.
  init(_ payload: RawSpan) {
    func value(_ number: Int) -> UInt32 {
      payload.load((number - 1) * MemoryLayout<UInt32>.size, as: UInt32.self) ?? 0
    }
    forwards = value(CL_DEVCONF_FORWARDING) != 0
    proxiesARP = value(CL_DEVCONF_PROXY_ARP) != 0
    ignoredARP = UInt8(clamping: value(CL_DEVCONF_ARP_IGNORE))
    reversePathFilter = UInt8(clamping: value(CL_DEVCONF_RP_FILTER))
  }
}
