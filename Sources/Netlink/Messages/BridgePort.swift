/// `IFLA_BRPORT_*`: what being a port of a bridge adds to a link.
public struct BridgePort: Hashable, Sendable {
  /// The port's state in the spanning tree (`BR_STATE_*` of linux/if_bridge.h).
  public enum State: UInt8, Hashable, Sendable {
    /// Out of use.
    case disabled
    /// Listens for the spanning tree only.
    case listening
    /// Learns addresses.
    case learning
    /// In use.
    case forwarding
    /// Kept out of use by the spanning tree.
    case blocking
  }

  /// The port's state; `nil` where the kernel says something unknown.
  public var state: State?
  /// The port's number on its bridge.
  public var number: UInt16?
  /// The spanning tree's path cost.
  public var cost: UInt32?
  /// The spanning tree's priority.
  public var priority: UInt16?
  /// True where frames may go out where they came in.
  public var isHairpin = false
  /// True where isolated ports cannot reach it.
  public var isIsolated = false
  /// True where spanning tree frames are refused.
  public var isGuarded = false
  /// True where addresses are learned.
  public var isLearning = true
  /// True where frames to unknown addresses go out here.
  public var isFlooding = true
  /// True where multicast frames go out here that nobody asked for.
  public var floodsMulticast = true
  /// True where broadcast frames go out here.
  public var floodsBroadcast = true
  /// True where only known stations may send.
  public var isLocked = false
  /// True where the bridge answers address resolution for what it knows.
  public var suppressesNeighbours = false

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
