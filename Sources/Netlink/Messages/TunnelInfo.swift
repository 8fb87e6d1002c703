public import Addresses

/// The kinds of IP tunnels.
public enum TunnelKind: String, Hashable, Sendable, CaseIterable {
  /// IPv4 in IPv4.
  case ipip
  /// IPv6 in IPv4.
  case sit
  /// IPv4 or IPv6 in IPv6.
  case ip6tnl
  /// GRE over IPv4.
  case gre
  /// Ethernet in GRE over IPv4.
  case gretap
  /// GRE over IPv6.
  case ip6gre
  /// Ethernet in GRE over IPv6.
  case ip6gretap
  /// IPsec over IPv4.
  case vti
  /// IPsec over IPv6.
  case vti6
}

/// `IFLA_GRE_*`, `IFLA_IPTUN_*`, `IFLA_VTI_*`.
public struct TunnelInfo: Hashable, Sendable {
  /// The link below; `nil` where there is none.
  public var link: InterfaceIndex?
  /// The local end; `nil` where it is not set.
  public var local: IPAddress?
  /// The remote end; `nil` where it is not set.
  public var remote: IPAddress?
  /// The time to live of outer packets; 0 where it is that of inner ones.
  public var ttl: UInt8?
  /// The key of incoming packets.
  public var inputKey: UInt32?
  /// The key of outgoing packets.
  public var outputKey: UInt32?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
