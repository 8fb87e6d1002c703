public import Addresses

/// What a virtual link is (`IFLA_INFO_KIND`), with what its kind adds.
public enum LinkKind: Hashable, Sendable {
  /// Not virtual, or a kind that doesn't say: `lo`, hardware.
  case device
  /// One end of a cable; the other is in `LinkMessage.link` and `.linkNamespaceID`.
  case veth
  /// A switch.
  indirect case bridge(BridgeInfo)
  /// A link with its own hardware address on top of another.
  case macvlan(MACVLANMode)
  /// The same with a character device.
  case macvtap(MACVLANMode)
  /// A link that shares the hardware address of the one below.
  case ipvlan(IPVLANMode)
  /// An 802.1Q or 802.1ad VLAN on top of a link.
  case vlan(VLANInfo)
  /// An Ethernet segment over UDP (RFC 7348).
  indirect case vxlan(VXLANInfo)
  /// An Ethernet segment over UDP (RFC 8926).
  indirect case geneve(GeneveInfo)
  /// A link that ends in a process.
  case tun(TunInfo)
  /// Several links in one.
  case bond(BondInfo)
  /// A link that swallows all.
  case dummy
  /// An intermediate link for traffic control.
  case ifb
  /// A WireGuard tunnel.
  case wireguard
  /// A routing domain with this table.
  case vrf(table: UInt32?)
  /// An IP tunnel of one of the kinds in `TunnelKind`.
  indirect case tunnel(TunnelKind, TunnelInfo)
  /// A kind that is not known here, by its name.
  case other(String)

  /// The kernel's name of the kind: `veth`; `nil` for `.device`.
  public var name: String? {
    switch self {
    case .device: nil
    case .veth: "veth"
    case .bridge: "bridge"
    case .macvlan: "macvlan"
    case .macvtap: "macvtap"
    case .ipvlan: "ipvlan"
    case .vlan: "vlan"
    case .vxlan: "vxlan"
    case .geneve: "geneve"
    case .tun: "tun"
    case .bond: "bond"
    case .dummy: "dummy"
    case .ifb: "ifb"
    case .wireguard: "wireguard"
    case .vrf: "vrf"
    case .tunnel(let kind, _): kind.rawValue
    case .other(let name): name
    }
  }
}

/// `IFLA_MACVLAN_MODE`: who may talk to whom among the links on top of the same one.
public enum MACVLANMode: Hashable, Sendable {
  /// Nobody.
  case `private`
  /// By way of the switch outside.
  case vepa
  /// Directly.
  case bridge
  /// There is only one.
  case passthru
  /// By a list of source addresses.
  case source
  /// A mode that is not known here, by its number; 0 where the kernel doesn't say.
  case other(UInt32)

  init(_ value: UInt32?) {
    self =
      switch value {
      case 1: .private
      case 2: .vepa
      case 4: .bridge
      case 8: .passthru
      case 16: .source
      default: .other(value ?? 0)
      }
  }
}

/// `IFLA_IPVLAN_MODE`.
public enum IPVLANMode: Hashable, Sendable {
  /// Switched at layer 2.
  case l2
  /// Routed at layer 3.
  case l3
  /// Routed at layer 3, with connection tracking.
  case l3s
  /// A mode that is not known here, by its number.
  case other(UInt16)

  init(_ value: UInt16?) {
    self =
      switch value {
      case 0: .l2
      case 1: .l3
      case 2: .l3s
      default: .other(value ?? .max)
      }
  }
}

/// `IFLA_VLAN_*`.
public struct VLANInfo: Hashable, Sendable {
  /// The VLAN's id, 0…4095.
  public var id: UInt16 = 0
  /// The tag's protocol: 0x8100 (802.1Q) or 0x88a8 (802.1ad).
  public var tagProtocol: UInt16 = 0x8100

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}

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

/// `IFLA_BOND_*`.
public struct BondInfo: Hashable, Sendable {
  /// How the members are used.
  public enum Mode: UInt8, Hashable, Sendable {
    /// In turn.
    case balanceRoundRobin
    /// One at a time.
    case activeBackup
    /// By hash.
    case balanceXOR
    /// All at once.
    case broadcast
    /// LACP.
    case ieee8023ad
    /// By load, outgoing.
    case balanceTLB
    /// By load.
    case balanceALB
  }

  /// How the members are used; `nil` where the kernel says something unknown.
  public var mode: Mode?
  /// The member in use, in active-backup mode.
  public var activeMember: InterfaceIndex?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}

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
