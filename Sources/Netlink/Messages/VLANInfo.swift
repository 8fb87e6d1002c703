/// `IFLA_VLAN_*`.
public struct VLANInfo: Hashable, Sendable {
  /// The VLAN's id, 0…4095.
  public var id: UInt16 = 0
  /// The tag's protocol: 0x8100 (802.1Q) or 0x88a8 (802.1ad).
  public var tagProtocol: UInt16 = 0x8100

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
