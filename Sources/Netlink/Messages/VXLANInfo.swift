public import Addresses

/// `IFLA_VXLAN_*`. The link below is `link`, not `LinkMessage.link`.
public struct VXLANInfo: Hashable, Sendable {
  /// The network identifier (VNI).
  public var id: UInt32 = 0
  /// The link below, in the namespace `LinkMessage.linkNamespaceID`; `nil` where there is none.
  public var link: InterfaceIndex?
  /// The multicast group, or the one remote end.
  public var group: IPAddress?
  /// The source address.
  public var local: IPAddress?
  /// The UDP port.
  public var port: UInt16?
  /// True where source addresses are learned.
  public var isLearning = false
  /// True where tunnel metadata comes from routes or traffic control (`external`).
  public var isExternal = false

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
