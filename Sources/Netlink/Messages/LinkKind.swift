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
