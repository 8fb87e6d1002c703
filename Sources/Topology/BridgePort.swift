public import Addresses

/// A link's state as a port of a bridge (`IFLA_BRPORT_*`, bridge(8)).
public struct BridgePort: Hashable, Sendable {
  /// Spanning-tree states, `BR_STATE_*`.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case disabled, listening, learning, forwarding, blocking
  }

  /// `IFLA_BRPORT_STATE`.
  public var state: State
  /// `IFLA_BRPORT_ISOLATED`: it reaches no other isolated port.
  public var isIsolated: Bool
  /// `IFLA_BRPORT_MODE`: what comes in may leave by the same port.
  public var hasHairpin: Bool
  /// Frames that go out by it although nobody behind it is known to want them.
  public var flooding: Flooding
  /// `IFLA_BRPORT_LEARNING`: the bridge learns who is behind it.
  public var learns: Bool
  /// `IFLA_BRPORT_NEIGH_SUPPRESS`: the bridge answers address resolution for what it knows.
  public var suppressesNeighbours: Bool
  /// `IFLA_BRPORT_LOCKED`: only known stations may send by it.
  public var isLocked: Bool
  /// VLANs it carries, sorted; empty where the bridge does not filter.
  public var vlans: [VLAN]

  /// What a bridge sends to a port without knowing that anybody there wants it (`IFLA_BRPORT_*_FLOOD`).
  public struct Flooding: Hashable, Sendable {
    /// Frames to unknown addresses.
    public var unicast: Bool
    /// Multicast frames, IPv6 neighbour solicitations among them.
    public var multicast: Bool
    /// Broadcast frames, ARP requests among them.
    public var broadcast: Bool

    /// What is sent to a port.
    public init(unicast: Bool = true, multicast: Bool = true, broadcast: Bool = true) {
      self.unicast = unicast
      self.multicast = multicast
      self.broadcast = broadcast
    }
  }

  /// A port in this state.
  public init(
    state: State, isIsolated: Bool = false, hasHairpin: Bool = false, flooding: Flooding = Flooding(),
    learns: Bool = true, suppressesNeighbours: Bool = false, isLocked: Bool = false, vlans: [VLAN] = []
  ) {
    self.flooding = flooding
    self.learns = learns
    self.suppressesNeighbours = suppressesNeighbours
    self.isLocked = isLocked
    self.state = state
    self.isIsolated = isIsolated
    self.hasHairpin = hasHairpin
    self.vlans = vlans
  }

  /// One VLAN of a port (`BRIDGE_VLAN_INFO_*`).
  public struct VLAN: Hashable, Sendable {
    /// 1…4094.
    public var id: UInt16
    /// Untagged frames coming in belong to it.
    public var isPVID: Bool
    /// Its frames leave without a tag.
    public var isUntagged: Bool

    /// A VLAN of a port.
    public init(id: UInt16, isPVID: Bool = false, isUntagged: Bool = false) {
      self.id = id
      self.isPVID = isPVID
      self.isUntagged = isUntagged
    }
  }
}

/// One entry of a bridge's forwarding database (bridge(8), `fdb`).
public struct ForwardingEntry: Hashable, Sendable {
  /// The station's address.
  public var mac: MACAddress
  /// The port behind which it is.
  public var port: Int32
  /// The bridge; nil for an entry of the port itself (`self`).
  public var bridge: Int32?
  /// The VLAN; nil where the bridge does not filter.
  public var vlan: UInt16?
  /// `NUD_PERMANENT`: the port's own address.
  public var isPermanent: Bool
  /// VXLAN: the tunnel end behind which it is (`NDA_DST`).
  public var remote: IPAddress?
  /// VXLAN: the next-hop object that stands for several tunnel ends (`NDA_NH_ID`).
  public var nextHopID: UInt32?

  /// An entry for `mac` behind `port`.
  public init(
    mac: MACAddress, port: Int32, bridge: Int32?, vlan: UInt16? = nil, isPermanent: Bool = false,
    remote: IPAddress? = nil, nextHopID: UInt32? = nil
  ) {
    self.mac = mac
    self.port = port
    self.bridge = bridge
    self.vlan = vlan
    self.isPermanent = isPermanent
    self.remote = remote
    self.nextHopID = nextHopID
  }
}
