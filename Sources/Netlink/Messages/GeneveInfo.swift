public import Addresses

/// `IFLA_GENEVE_*`.
public struct GeneveInfo: Hashable, Sendable {
  /// The network identifier (VNI).
  public var id: UInt32 = 0
  /// The remote end.
  public var remote: IPAddress?
  /// The UDP port.
  public var port: UInt16?
  /// True where tunnel metadata comes from routes or traffic control (`external`).
  public var isExternal = false

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
