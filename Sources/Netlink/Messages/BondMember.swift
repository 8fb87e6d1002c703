public import Addresses

/// `IFLA_BOND_SLAVE_*`: what being a member of a bond adds to a link.
public struct BondMember: Hashable, Sendable {
  /// True where it is in use, false where it stands by; `nil` where the kernel says something unknown.
  public var isActive: Bool?
  /// True where its carrier is up (MII).
  public var isUp: Bool?
  /// How often it has failed.
  public var failures: UInt32?
  /// Its own hardware address; the bond's is in `LinkMessage.mac`.
  public var permanentAddress: MACAddress?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
