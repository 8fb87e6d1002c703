public import Addresses

/// `IFLA_BR_*`: what a bridge adds to a link.
public struct BridgeInfo: Hashable, Sendable {
  /// A bridge's or a root's identity in the spanning tree.
  public struct ID: Hashable, Sendable, CustomStringConvertible {
    /// The priority: lower wins.
    public var priority: UInt16
    /// The address.
    public var address: MACAddress

    /// An identity.
    public init(priority: UInt16, address: MACAddress) {
      self.priority = priority
      self.address = address
    }

    /// `8000.02:42:ac:11:00:01`, as `ip -d link` has it.
    public var description: String {
      let digits = String(priority, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits + "." + address.description
    }
  }

  /// Its own identity.
  public var id: ID?
  /// The identity of the spanning tree's root.
  public var root: ID?
  /// True where the spanning tree protocol is on.
  public var isSpanningTreeOn = false
  /// True where frames are filtered by VLAN.
  public var isVLANFiltering = false
  /// The VLAN of untagged frames; `nil` where the kernel has no VLAN filtering.
  public var defaultVLAN: UInt16?
  /// True where multicast groups are snooped.
  public var isMulticastSnooping = false
  /// How long an address stays in the forwarding table, in 1/100 s.
  public var ageingTime: UInt32?
  /// How long a port listens and learns before it forwards, in 1/100 s.
  public var forwardDelay: UInt32?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}

/// What a link's master adds to it (`IFLA_INFO_SLAVE_KIND`).
public enum LinkPort: Hashable, Sendable {
  /// A port of a bridge.
  indirect case bridge(BridgePort)
  /// A member of a bond.
  indirect case bond(BondMember)
  /// A member of a VRF with this table.
  case vrf(table: UInt32?)
  /// A member of a master of another kind, by its name.
  case other(String)
}

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
  /// True where the bridge answers address resolution for what it knows.
  public var suppressesNeighbours = false

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}

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
