import Addresses
import CLinux

extension BridgeInfo {
  init(_ attributes: Attributes) {
    var attributes = attributes
    while let attribute = attributes.next() {
      switch attribute.type {
      case IFLA_BR_BRIDGE_ID: id = ID(attribute.payload)
      case IFLA_BR_ROOT_ID: root = ID(attribute.payload)
      case IFLA_BR_STP_STATE: isSpanningTreeOn = (attribute.uint32 ?? 0) != 0
      case IFLA_BR_VLAN_FILTERING: isVLANFiltering = attribute.bool ?? false
      case IFLA_BR_VLAN_DEFAULT_PVID: defaultVLAN = attribute.uint16
      case IFLA_BR_MCAST_SNOOPING: isMulticastSnooping = attribute.bool ?? false
      case IFLA_BR_AGEING_TIME: ageingTime = attribute.uint32
      case IFLA_BR_FORWARD_DELAY: forwardDelay = attribute.uint32
      default: break
      }
    }
  }
}

extension BridgeInfo.ID {
  /// `struct ifla_bridge_id`: two octets of priority, six of address.
  init?(_ bytes: RawSpan) {
    guard bytes.byteCount == 8, let priority = bytes.load(as: UInt16.self), let mac = bytes.dropping(2).macAddress
    else { return nil }
    self.init(priority: UInt16(bigEndian: priority), address: mac)
  }
}

extension LinkPort {
  /// Reads `IFLA_INFO_SLAVE_DATA`, which may be empty.
  init(_ kind: String, data: Attributes) {
    switch kind {
    case "bridge": self = .bridge(BridgePort(data))
    case "bond": self = .bond(BondMember(data))
    case "vrf": self = .vrf(table: data.first(IFLA_VRF_PORT_TABLE)?.uint32)
    default: self = .other(kind)
    }
  }
}

extension BridgePort {
  init(_ attributes: Attributes) {
    var attributes = attributes
    while let attribute = attributes.next() {
      switch attribute.type {
      case IFLA_BRPORT_STATE: state = attribute.uint8.flatMap(State.init)
      case IFLA_BRPORT_NO: number = attribute.uint16
      case IFLA_BRPORT_COST: cost = attribute.uint32
      case IFLA_BRPORT_PRIORITY: priority = attribute.uint16
      case IFLA_BRPORT_MODE: isHairpin = attribute.bool ?? false
      case IFLA_BRPORT_ISOLATED: isIsolated = attribute.bool ?? false
      case IFLA_BRPORT_GUARD: isGuarded = attribute.bool ?? false
      case IFLA_BRPORT_LEARNING: isLearning = attribute.bool ?? true
      case IFLA_BRPORT_UNICAST_FLOOD: isFlooding = attribute.bool ?? true
      case IFLA_BRPORT_MCAST_FLOOD: floodsMulticast = attribute.bool ?? true
      case IFLA_BRPORT_BCAST_FLOOD: floodsBroadcast = attribute.bool ?? true
      case IFLA_BRPORT_LOCKED: isLocked = attribute.bool ?? false
      case IFLA_BRPORT_NEIGH_SUPPRESS: suppressesNeighbours = attribute.bool ?? false
      default: break
      }
    }
  }
}

extension BondMember {
  init(_ attributes: Attributes) {
    // BOND_STATE_ACTIVE and BOND_LINK_UP of linux/if_bonding.h are both 0.
    isActive = attributes.first(IFLA_BOND_SLAVE_STATE)?.uint8.flatMap { $0 > 1 ? nil : $0 == 0 }
    isUp = attributes.first(IFLA_BOND_SLAVE_MII_STATUS)?.uint8.map { $0 == 0 }
    failures = attributes.first(IFLA_BOND_SLAVE_LINK_FAILURE_COUNT)?.uint32
    permanentAddress = attributes.first(IFLA_BOND_SLAVE_PERM_HWADDR)?.macAddress
  }
}
