import CLinux

/// The IPv4 settings of one link (`IFLA_INET_CONF`, net/ipv4/conf/LINK in the kernel's ip-sysctl.rst).
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
