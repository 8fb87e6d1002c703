/// `IFLA_TUN_*`.
public struct TunInfo: Hashable, Sendable {
  /// True for Ethernet frames (tap), false for IP packets (tun).
  public var isTap = false
  /// True where it outlives the process that uses it.
  public var isPersistent = false
  /// The user who may use it.
  public var owner: UInt32?
  /// The group that may use it.
  public var group: UInt32?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
