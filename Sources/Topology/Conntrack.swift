/// How full a namespace's table of tracked connections is (nf_conntrack-sysctl.rst of the kernel).
public struct Conntrack: Hashable, Sendable {
  /// `nf_conntrack_count`: entries now.
  public var count: Int
  /// `nf_conntrack_max`: the most that there may be; 0 for no limit.
  public var limit: Int
  /// Packets that were dropped because there was no room (`drop` of /proc/net/stat/nf_conntrack); nil where unknown.
  public var drops: UInt64?

  /// A table's fill.
  public init(count: Int, limit: Int, drops: UInt64? = nil) {
    self.count = count
    self.limit = limit
    self.drops = drops
  }
}

/// Whether frames that only pass a namespace's bridges go through its packet filter (`net.bridge.bridge-nf-call-*`).
public struct BridgeFiltering: Hashable, Sendable {
  /// `bridge-nf-call-iptables`: IPv4.
  public var ipv4: Bool
  /// `bridge-nf-call-ip6tables`: IPv6.
  public var ipv6: Bool
  /// `bridge-nf-call-arptables`: ARP.
  public var arp: Bool

  /// The settings of a namespace.
  public init(ipv4: Bool, ipv6: Bool, arp: Bool) {
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.arp = arp
  }
}
