import CLinux

/// What a message of a type begins with, and what its attributes are called.
struct MessageShape: Sendable {
  let headerSize: Int
  let table: AttributeTable
  /// The leading structure for people; it is at least `headerSize` long.
  let describeHeader: @Sendable (RawSpan) -> String

  static func of(_ type: Int) -> MessageShape? {
    switch type {
    case RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK: link
    case RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR: address
    case RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE: route
    case RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH: neighbour
    case RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_GETNEXTHOP: nextHop
    case RTM_NEWNSID, RTM_DELNSID, RTM_GETNSID: namespaceID
    case RTM_NEWSTATS, RTM_GETSTATS: statistics
    default: nil
    }
  }

  private init<Header: BitwiseCopyable>(
    _ header: Header.Type, _ table: AttributeTable, _ describe: @escaping @Sendable (Header) -> String
  ) {
    headerSize = (MemoryLayout<Header>.size + 3) & ~3
    self.table = table
    describeHeader = { $0.load(as: Header.self).map(describe) ?? "" }
  }

  private static let link = MessageShape(ifinfomsg.self, .link) {
    "family=\($0.ifi_family) type=\($0.ifi_type) index=\($0.ifi_index) "
      + "flags=0x\(String($0.ifi_flags, radix: 16)) change=0x\(String($0.ifi_change, radix: 16))"
  }
  private static let address = MessageShape(ifaddrmsg.self, .address) {
    "family=\($0.ifa_family) prefixlen=\($0.ifa_prefixlen) scope=\($0.ifa_scope) index=\($0.ifa_index)"
  }
  private static let route = MessageShape(rtmsg.self, .route) {
    "family=\($0.rtm_family) dst_len=\($0.rtm_dst_len) src_len=\($0.rtm_src_len) table=\($0.rtm_table) "
      + "protocol=\($0.rtm_protocol) scope=\($0.rtm_scope) type=\($0.rtm_type) flags=0x\(String($0.rtm_flags, radix: 16))"
  }
  private static let neighbour = MessageShape(ndmsg.self, .neighbour) {
    "family=\($0.ndm_family) ifindex=\($0.ndm_ifindex) state=0x\(String($0.ndm_state, radix: 16)) "
      + "flags=0x\(String($0.ndm_flags, radix: 16)) type=\($0.ndm_type)"
  }
  private static let nextHop = MessageShape(nhmsg.self, .nextHop) {
    "family=\($0.nh_family) scope=\($0.nh_scope) protocol=\($0.nh_protocol) flags=0x\(String($0.nh_flags, radix: 16))"
  }
  private static let namespaceID = MessageShape(rtgenmsg.self, .namespaceID) { "family=\($0.rtgen_family)" }
  private static let statistics = MessageShape(if_stats_msg.self, .statistics) {
    "family=\($0.family) ifindex=\($0.ifindex) filter_mask=0x\(String($0.filter_mask, radix: 16))"
  }
}
