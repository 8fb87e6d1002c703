import CLinux

extension AttributeTable {
  static let address = AttributeTable([
    (IFA_ADDRESS, "IFA_ADDRESS", .address), (IFA_LOCAL, "IFA_LOCAL", .address), (IFA_LABEL, "IFA_LABEL", .text),
    (IFA_BROADCAST, "IFA_BROADCAST", .address), (IFA_CACHEINFO, "IFA_CACHEINFO", .bytes),
    (IFA_FLAGS, "IFA_FLAGS", .uint32), (IFA_RT_PRIORITY, "IFA_RT_PRIORITY", .uint32),
    (IFA_TARGET_NETNSID, "IFA_TARGET_NETNSID", .int32), (IFA_PROTO, "IFA_PROTO", .uint8),
  ])

  static let route = AttributeTable([
    (Int(RTA_DST), "RTA_DST", .address), (Int(RTA_SRC), "RTA_SRC", .address), (Int(RTA_IIF), "RTA_IIF", .int32),
    (Int(RTA_OIF), "RTA_OIF", .int32), (Int(RTA_GATEWAY), "RTA_GATEWAY", .address),
    (Int(RTA_PRIORITY), "RTA_PRIORITY", .uint32), (Int(RTA_PREFSRC), "RTA_PREFSRC", .address),
    (Int(RTA_METRICS), "RTA_METRICS", .nest { metrics }), (Int(RTA_MULTIPATH), "RTA_MULTIPATH", .bytes),
    (Int(RTA_CACHEINFO), "RTA_CACHEINFO", .bytes), (Int(RTA_TABLE), "RTA_TABLE", .uint32),
    (Int(RTA_MARK), "RTA_MARK", .uint32), (Int(RTA_VIA), "RTA_VIA", .bytes), (Int(RTA_PREF), "RTA_PREF", .uint8),
    (Int(RTA_ENCAP_TYPE), "RTA_ENCAP_TYPE", .uint16), (Int(RTA_ENCAP), "RTA_ENCAP", .bytes),
    (Int(RTA_EXPIRES), "RTA_EXPIRES", .bytes), (Int(RTA_NH_ID), "RTA_NH_ID", .uint32),
  ])

  private static let metrics = AttributeTable([
    (RTAX_MTU, "RTAX_MTU", .uint32), (RTAX_ADVMSS, "RTAX_ADVMSS", .uint32), (RTAX_HOPLIMIT, "RTAX_HOPLIMIT", .uint32),
  ])

  static let neighbour = AttributeTable([
    (NDA_DST, "NDA_DST", .address), (NDA_LLADDR, "NDA_LLADDR", .mac), (NDA_CACHEINFO, "NDA_CACHEINFO", .bytes),
    (NDA_PROBES, "NDA_PROBES", .uint32), (NDA_VLAN, "NDA_VLAN", .uint16), (NDA_PORT, "NDA_PORT", .bigEndian16),
    (NDA_VNI, "NDA_VNI", .uint32), (NDA_IFINDEX, "NDA_IFINDEX", .int32), (NDA_MASTER, "NDA_MASTER", .int32),
    (NDA_LINK_NETNSID, "NDA_LINK_NETNSID", .int32), (NDA_PROTOCOL, "NDA_PROTOCOL", .uint8),
    (NDA_FLAGS_EXT, "NDA_FLAGS_EXT", .uint32),
  ])

  static let nextHop = AttributeTable([
    (NHA_ID, "NHA_ID", .uint32), (NHA_GROUP, "NHA_GROUP", .bytes), (NHA_GROUP_TYPE, "NHA_GROUP_TYPE", .uint16),
    (NHA_BLACKHOLE, "NHA_BLACKHOLE", .flag), (NHA_OIF, "NHA_OIF", .int32), (NHA_GATEWAY, "NHA_GATEWAY", .address),
    (NHA_ENCAP_TYPE, "NHA_ENCAP_TYPE", .uint16), (NHA_ENCAP, "NHA_ENCAP", .bytes), (NHA_FDB, "NHA_FDB", .flag),
    (NHA_RES_GROUP, "NHA_RES_GROUP", .bytes),
  ])

  static let namespaceID = AttributeTable([
    (NETNSA_NSID, "NETNSA_NSID", .int32), (NETNSA_PID, "NETNSA_PID", .uint32), (NETNSA_FD, "NETNSA_FD", .uint32),
    (NETNSA_TARGET_NSID, "NETNSA_TARGET_NSID", .int32), (NETNSA_CURRENT_NSID, "NETNSA_CURRENT_NSID", .int32),
  ])

  static let statistics = AttributeTable([(IFLA_STATS_LINK_64, "IFLA_STATS_LINK_64", .bytes)])

  static let acknowledgement = AttributeTable([
    (Int(NLMSGERR_ATTR_MSG), "NLMSGERR_ATTR_MSG", .text), (Int(NLMSGERR_ATTR_OFFS), "NLMSGERR_ATTR_OFFS", .uint32),
    (Int(NLMSGERR_ATTR_COOKIE), "NLMSGERR_ATTR_COOKIE", .bytes),
    (Int(NLMSGERR_ATTR_POLICY), "NLMSGERR_ATTR_POLICY", .bytes),
    // linux/netlink.h since Linux 6.1: NLMSGERR_ATTR_MISS_TYPE, NLMSGERR_ATTR_MISS_NEST.
    (5, "NLMSGERR_ATTR_MISS_TYPE", .uint32), (6, "NLMSGERR_ATTR_MISS_NEST", .uint32),
  ])
}
