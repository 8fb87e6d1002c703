/// The settings of a link that decide whom it answers and what it forwards (net/ipv4/conf/LINK in the kernel's
/// ip-sysctl.rst).
public struct LinkSettings: Hashable, Sendable {
  /// `forwarding`: packets that arrive on it are routed.
  public var forwards: Bool
  /// `proxy_arp`: it answers for addresses that are reached through other links.
  public var proxiesARP: Bool
  /// `arp_ignore`: 0 answers for each address of its namespace, 1 and 2 for its own only, 8 for none.
  public var ignoredARP: UInt8
  /// `rp_filter`: 0 off, 1 strict, 2 loose.
  public var reversePathFilter: UInt8

  /// The settings of a link.
  public init(forwards: Bool = true, proxiesARP: Bool = false, ignoredARP: UInt8 = 0, reversePathFilter: UInt8 = 0) {
    self.forwards = forwards
    self.proxiesARP = proxiesARP
    self.ignoredARP = ignoredARP
    self.reversePathFilter = reversePathFilter
  }
}
