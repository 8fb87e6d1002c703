import CLinux

extension AttributeTable {
  static let link = AttributeTable([
    (IFLA_ADDRESS, "IFLA_ADDRESS", .mac), (IFLA_BROADCAST, "IFLA_BROADCAST", .mac), (IFLA_IFNAME, "IFLA_IFNAME", .text),
    (IFLA_MTU, "IFLA_MTU", .uint32), (IFLA_LINK, "IFLA_LINK", .int32), (IFLA_QDISC, "IFLA_QDISC", .text),
    (IFLA_STATS, "IFLA_STATS", .bytes), (IFLA_MASTER, "IFLA_MASTER", .int32), (IFLA_TXQLEN, "IFLA_TXQLEN", .uint32),
    (IFLA_OPERSTATE, "IFLA_OPERSTATE", .uint8), (IFLA_LINKMODE, "IFLA_LINKMODE", .uint8),
    (IFLA_LINKINFO, "IFLA_LINKINFO", .nest { linkInformation }), (IFLA_NET_NS_PID, "IFLA_NET_NS_PID", .uint32),
    (IFLA_IFALIAS, "IFLA_IFALIAS", .text), (IFLA_STATS64, "IFLA_STATS64", .bytes), (IFLA_MAP, "IFLA_MAP", .bytes),
    (IFLA_AF_SPEC, "IFLA_AF_SPEC", .bytes), (IFLA_GROUP, "IFLA_GROUP", .uint32),
    (IFLA_NET_NS_FD, "IFLA_NET_NS_FD", .uint32), (IFLA_EXT_MASK, "IFLA_EXT_MASK", .uint32),
    (IFLA_PROMISCUITY, "IFLA_PROMISCUITY", .uint32), (IFLA_NUM_TX_QUEUES, "IFLA_NUM_TX_QUEUES", .uint32),
    (IFLA_NUM_RX_QUEUES, "IFLA_NUM_RX_QUEUES", .uint32), (IFLA_CARRIER, "IFLA_CARRIER", .uint8),
    (IFLA_CARRIER_CHANGES, "IFLA_CARRIER_CHANGES", .uint32), (IFLA_LINK_NETNSID, "IFLA_LINK_NETNSID", .int32),
    (IFLA_PHYS_PORT_NAME, "IFLA_PHYS_PORT_NAME", .text), (IFLA_PROTO_DOWN, "IFLA_PROTO_DOWN", .uint8),
    (IFLA_GSO_MAX_SEGS, "IFLA_GSO_MAX_SEGS", .uint32), (IFLA_GSO_MAX_SIZE, "IFLA_GSO_MAX_SIZE", .uint32),
    (IFLA_XDP, "IFLA_XDP", .bytes), (IFLA_EVENT, "IFLA_EVENT", .uint32),
    (IFLA_NEW_NETNSID, "IFLA_NEW_NETNSID", .int32), (IFLA_TARGET_NETNSID, "IFLA_TARGET_NETNSID", .int32),
    (IFLA_CARRIER_UP_COUNT, "IFLA_CARRIER_UP_COUNT", .uint32),
    (IFLA_CARRIER_DOWN_COUNT, "IFLA_CARRIER_DOWN_COUNT", .uint32), (IFLA_NEW_IFINDEX, "IFLA_NEW_IFINDEX", .int32),
    (IFLA_MIN_MTU, "IFLA_MIN_MTU", .uint32), (IFLA_MAX_MTU, "IFLA_MAX_MTU", .uint32),
    (IFLA_PROP_LIST, "IFLA_PROP_LIST", .nest { AttributeTable([(IFLA_ALT_IFNAME, "IFLA_ALT_IFNAME", .text)]) }),
    (IFLA_PERM_ADDRESS, "IFLA_PERM_ADDRESS", .mac), (IFLA_PARENT_DEV_NAME, "IFLA_PARENT_DEV_NAME", .text),
    (IFLA_PARENT_DEV_BUS_NAME, "IFLA_PARENT_DEV_BUS_NAME", .text),
    (IFLA_GRO_MAX_SIZE, "IFLA_GRO_MAX_SIZE", .uint32), (IFLA_TSO_MAX_SIZE, "IFLA_TSO_MAX_SIZE", .uint32),
    (IFLA_TSO_MAX_SEGS, "IFLA_TSO_MAX_SEGS", .uint32), (IFLA_ALLMULTI, "IFLA_ALLMULTI", .uint32),
  ])

  private static let linkInformation = AttributeTable([
    (IFLA_INFO_KIND, "IFLA_INFO_KIND", .text), (IFLA_INFO_XSTATS, "IFLA_INFO_XSTATS", .bytes),
    (IFLA_INFO_DATA, "IFLA_INFO_DATA", .nestNamed(by: IFLA_INFO_KIND) { kinds[$0] }),
    (IFLA_INFO_SLAVE_KIND, "IFLA_INFO_SLAVE_KIND", .text),
    (IFLA_INFO_SLAVE_DATA, "IFLA_INFO_SLAVE_DATA", .nestNamed(by: IFLA_INFO_SLAVE_KIND) { ports[$0] }),
  ])

  private static let macvlan = AttributeTable([
    (IFLA_MACVLAN_MODE, "IFLA_MACVLAN_MODE", .uint32), (IFLA_MACVLAN_FLAGS, "IFLA_MACVLAN_FLAGS", .uint16),
    (IFLA_MACVLAN_MACADDR_COUNT, "IFLA_MACVLAN_MACADDR_COUNT", .uint32),
  ])

  private static let kinds: [String: AttributeTable] = [
    "macvlan": macvlan, "macvtap": macvlan,
    "ipvlan": AttributeTable([
      (IFLA_IPVLAN_MODE, "IFLA_IPVLAN_MODE", .uint16), (IFLA_IPVLAN_FLAGS, "IFLA_IPVLAN_FLAGS", .uint16),
    ]),
    "vlan": AttributeTable([
      (IFLA_VLAN_ID, "IFLA_VLAN_ID", .uint16), (IFLA_VLAN_FLAGS, "IFLA_VLAN_FLAGS", .bytes),
      (IFLA_VLAN_PROTOCOL, "IFLA_VLAN_PROTOCOL", .bigEndian16),
    ]),
    "vxlan": AttributeTable([
      (IFLA_VXLAN_ID, "IFLA_VXLAN_ID", .uint32), (IFLA_VXLAN_GROUP, "IFLA_VXLAN_GROUP", .address),
      (IFLA_VXLAN_LINK, "IFLA_VXLAN_LINK", .int32), (IFLA_VXLAN_LOCAL, "IFLA_VXLAN_LOCAL", .address),
      (IFLA_VXLAN_TTL, "IFLA_VXLAN_TTL", .uint8), (IFLA_VXLAN_TOS, "IFLA_VXLAN_TOS", .uint8),
      (IFLA_VXLAN_LEARNING, "IFLA_VXLAN_LEARNING", .uint8), (IFLA_VXLAN_AGEING, "IFLA_VXLAN_AGEING", .uint32),
      (IFLA_VXLAN_PORT, "IFLA_VXLAN_PORT", .bigEndian16), (IFLA_VXLAN_GROUP6, "IFLA_VXLAN_GROUP6", .address),
      (IFLA_VXLAN_LOCAL6, "IFLA_VXLAN_LOCAL6", .address),
      (IFLA_VXLAN_COLLECT_METADATA, "IFLA_VXLAN_COLLECT_METADATA", .uint8),
    ]),
    "bridge": AttributeTable([
      (IFLA_BR_FORWARD_DELAY, "IFLA_BR_FORWARD_DELAY", .uint32), (IFLA_BR_HELLO_TIME, "IFLA_BR_HELLO_TIME", .uint32),
      (IFLA_BR_MAX_AGE, "IFLA_BR_MAX_AGE", .uint32), (IFLA_BR_AGEING_TIME, "IFLA_BR_AGEING_TIME", .uint32),
      (IFLA_BR_STP_STATE, "IFLA_BR_STP_STATE", .uint32), (IFLA_BR_PRIORITY, "IFLA_BR_PRIORITY", .uint16),
      (IFLA_BR_VLAN_FILTERING, "IFLA_BR_VLAN_FILTERING", .uint8), (IFLA_BR_ROOT_ID, "IFLA_BR_ROOT_ID", .bytes),
      (IFLA_BR_BRIDGE_ID, "IFLA_BR_BRIDGE_ID", .bytes),
      (IFLA_BR_MCAST_SNOOPING, "IFLA_BR_MCAST_SNOOPING", .uint8),
      (IFLA_BR_VLAN_DEFAULT_PVID, "IFLA_BR_VLAN_DEFAULT_PVID", .uint16),
      (IFLA_BR_VLAN_PROTOCOL, "IFLA_BR_VLAN_PROTOCOL", .bigEndian16),
    ]),
    "tun": AttributeTable([
      (IFLA_TUN_OWNER, "IFLA_TUN_OWNER", .uint32), (IFLA_TUN_GROUP, "IFLA_TUN_GROUP", .uint32),
      (IFLA_TUN_TYPE, "IFLA_TUN_TYPE", .uint8), (IFLA_TUN_PERSIST, "IFLA_TUN_PERSIST", .uint8),
    ]),
    "geneve": AttributeTable([
      (IFLA_GENEVE_ID, "IFLA_GENEVE_ID", .uint32), (IFLA_GENEVE_REMOTE, "IFLA_GENEVE_REMOTE", .address),
      (IFLA_GENEVE_REMOTE6, "IFLA_GENEVE_REMOTE6", .address), (IFLA_GENEVE_PORT, "IFLA_GENEVE_PORT", .bigEndian16),
    ]),
    "bond": AttributeTable([
      (IFLA_BOND_MODE, "IFLA_BOND_MODE", .uint8), (IFLA_BOND_ACTIVE_SLAVE, "IFLA_BOND_ACTIVE_SLAVE", .int32),
    ]),
    "vrf": AttributeTable([(IFLA_VRF_TABLE, "IFLA_VRF_TABLE", .uint32)]),
    // The peer's own ifinfomsg comes first here, so it is not a plain nest.
    "veth": AttributeTable([(VETH_INFO_PEER, "VETH_INFO_PEER", .bytes)]),
  ]

  private static let ports: [String: AttributeTable] = [
    "bridge": AttributeTable([
      (IFLA_BRPORT_STATE, "IFLA_BRPORT_STATE", .uint8), (IFLA_BRPORT_PRIORITY, "IFLA_BRPORT_PRIORITY", .uint16),
      (IFLA_BRPORT_COST, "IFLA_BRPORT_COST", .uint32), (IFLA_BRPORT_MODE, "IFLA_BRPORT_MODE", .uint8),
      (IFLA_BRPORT_GUARD, "IFLA_BRPORT_GUARD", .uint8), (IFLA_BRPORT_LEARNING, "IFLA_BRPORT_LEARNING", .uint8),
      (IFLA_BRPORT_UNICAST_FLOOD, "IFLA_BRPORT_UNICAST_FLOOD", .uint8), (IFLA_BRPORT_NO, "IFLA_BRPORT_NO", .uint16),
      (IFLA_BRPORT_MCAST_FLOOD, "IFLA_BRPORT_MCAST_FLOOD", .uint8),
      (IFLA_BRPORT_BCAST_FLOOD, "IFLA_BRPORT_BCAST_FLOOD", .uint8), (IFLA_BRPORT_LOCKED, "IFLA_BRPORT_LOCKED", .uint8),
      (IFLA_BRPORT_ISOLATED, "IFLA_BRPORT_ISOLATED", .uint8),
      (IFLA_BRPORT_NEIGH_SUPPRESS, "IFLA_BRPORT_NEIGH_SUPPRESS", .uint8),
    ]),
    "bond": AttributeTable([
      (IFLA_BOND_SLAVE_STATE, "IFLA_BOND_SLAVE_STATE", .uint8),
      (IFLA_BOND_SLAVE_MII_STATUS, "IFLA_BOND_SLAVE_MII_STATUS", .uint8),
    ]),
  ]
}
