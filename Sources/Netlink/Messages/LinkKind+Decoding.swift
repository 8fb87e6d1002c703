import Addresses
import CLinux

extension LinkKind {
  /// Reads `IFLA_INFO_DATA`, which may be empty.
  init(_ kind: String, data: Attributes) {
    switch kind {
    case "veth": self = .veth
    case "bridge": self = .bridge(BridgeInfo(data))
    case "macvlan": self = .macvlan(MACVLANMode(data.first(IFLA_MACVLAN_MODE)?.uint32))
    case "macvtap": self = .macvtap(MACVLANMode(data.first(IFLA_MACVLAN_MODE)?.uint32))
    case "ipvlan": self = .ipvlan(IPVLANMode(data.first(IFLA_IPVLAN_MODE)?.uint16))
    case "vlan": self = .vlan(VLANInfo(data))
    case "vxlan": self = .vxlan(VXLANInfo(data))
    case "geneve": self = .geneve(GeneveInfo(data))
    case "tun": self = .tun(TunInfo(data))
    case "bond": self = .bond(BondInfo(data))
    case "dummy": self = .dummy
    case "ifb": self = .ifb
    case "wireguard": self = .wireguard
    case "vrf": self = .vrf(table: data.first(IFLA_VRF_TABLE)?.uint32)
    default:
      if let tunnel = TunnelKind(rawValue: kind) {
        self = .tunnel(tunnel, TunnelInfo(tunnel, data))
      } else {
        self = .other(kind)
      }
    }
  }
}

extension VLANInfo {
  init(_ attributes: Attributes) {
    id = attributes.first(IFLA_VLAN_ID)?.uint16 ?? 0
    tagProtocol = attributes.first(IFLA_VLAN_PROTOCOL)?.bigEndianUInt16 ?? 0x8100
  }
}

extension VXLANInfo {
  init(_ attributes: Attributes) {
    var attributes = attributes
    while let attribute = attributes.next() {
      switch attribute.type {
      case IFLA_VXLAN_ID: id = attribute.uint32 ?? 0
      case IFLA_VXLAN_LINK: link = attribute.index
      case IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6: group = attribute.ipAddress
      case IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6: local = attribute.ipAddress
      case IFLA_VXLAN_PORT: port = attribute.bigEndianUInt16
      case IFLA_VXLAN_LEARNING: isLearning = attribute.bool ?? false
      case IFLA_VXLAN_COLLECT_METADATA: isExternal = attribute.bool ?? true
      default: break
      }
    }
  }
}

extension GeneveInfo {
  init(_ attributes: Attributes) {
    var attributes = attributes
    while let attribute = attributes.next() {
      switch attribute.type {
      case IFLA_GENEVE_ID: id = attribute.uint32 ?? 0
      case IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6: remote = attribute.ipAddress
      case IFLA_GENEVE_PORT: port = attribute.bigEndianUInt16
      // A flag: its presence says it.
      case IFLA_GENEVE_COLLECT_METADATA: isExternal = true
      default: break
      }
    }
  }
}

extension TunInfo {
  init(_ attributes: Attributes) {
    // IFF_TAP of linux/if_tun.h.
    isTap = attributes.first(IFLA_TUN_TYPE)?.uint8 == 2
    isPersistent = attributes.first(IFLA_TUN_PERSIST)?.bool ?? false
    owner = attributes.first(IFLA_TUN_OWNER)?.uint32
    group = attributes.first(IFLA_TUN_GROUP)?.uint32
  }
}

extension BondInfo {
  init(_ attributes: Attributes) {
    mode = attributes.first(IFLA_BOND_MODE)?.uint8.flatMap(Mode.init)
    activeMember = attributes.first(IFLA_BOND_ACTIVE_SLAVE)?.index
  }
}

extension TunnelInfo {
  init(_ kind: TunnelKind, _ attributes: Attributes) {
    switch kind {
    case .gre, .gretap, .ip6gre, .ip6gretap:
      ttl = attributes.first(IFLA_GRE_TTL)?.uint8
      inputKey = attributes.first(IFLA_GRE_IKEY)?.bigEndianUInt32
      outputKey = attributes.first(IFLA_GRE_OKEY)?.bigEndianUInt32
      readEnds(attributes, link: IFLA_GRE_LINK, local: IFLA_GRE_LOCAL, remote: IFLA_GRE_REMOTE)
    case .ipip, .sit, .ip6tnl:
      ttl = attributes.first(IFLA_IPTUN_TTL)?.uint8
      readEnds(attributes, link: IFLA_IPTUN_LINK, local: IFLA_IPTUN_LOCAL, remote: IFLA_IPTUN_REMOTE)
    case .vti, .vti6:
      inputKey = attributes.first(IFLA_VTI_IKEY)?.bigEndianUInt32
      outputKey = attributes.first(IFLA_VTI_OKEY)?.bigEndianUInt32
      readEnds(attributes, link: IFLA_VTI_LINK, local: IFLA_VTI_LOCAL, remote: IFLA_VTI_REMOTE)
    }
  }

  private mutating func readEnds(_ attributes: Attributes, link: Int, local: Int, remote: Int) {
    self.link = attributes.first(link)?.index
    self.local = attributes.first(local)?.specifiedAddress
    self.remote = attributes.first(remote)?.specifiedAddress
  }
}

extension Attribute {
  /// An interface index, where 0 stands for none.
  var index: InterfaceIndex? { int32.flatMap { $0 == 0 ? nil : $0 } }

  /// An address, where the unspecified one stands for none.
  fileprivate var specifiedAddress: IPAddress? { ipAddress.flatMap { $0.isUnspecified ? nil : $0 } }
}
