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
  /// VLANs it carries, sorted; empty where the bridge does not filter.
  public var vlans: [VLAN]

  /// A port in this state.
  public init(state: State, isIsolated: Bool = false, hasHairpin: Bool = false, vlans: [VLAN] = []) {
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

  /// An entry for `mac` behind `port`.
  public init(
    mac: MACAddress, port: Int32, bridge: Int32?, vlan: UInt16? = nil, isPermanent: Bool = false,
    remote: IPAddress? = nil
  ) {
    self.mac = mac
    self.port = port
    self.bridge = bridge
    self.vlan = vlan
    self.isPermanent = isPermanent
    self.remote = remote
  }
}
