import CLinux
import Glibc

extension NetlinkConnection where Transport: ~Copyable {
  /// All links.
  /// - Parameter namespace: another namespace can be asked through its number in this one.
  public mutating func links(of namespace: RequestedNamespace = .own) throws(NetlinkError) -> [LinkMessage] {
    try dump(Self.linksRequest(namespace))
  }

  /// Hands over each link as it comes.
  /// - Parameter restart: called where the list is made again: what was collected is to be thrown away.
  public mutating func forEachLink(
    restart: () -> Void, _ body: (borrowing LinkMessage) -> Void
  ) throws(NetlinkError) {
    try dump(Self.linksRequest(.own), restart: restart) { (message) throws(NetlinkError) in
      body(try LinkMessage(message))
    }
  }

  /// One link.
  /// - Throws: `ENODEV` (`.refused(.operationNotSupportedByDevice)`) where there is none with this index.
  public mutating func link(_ index: InterfaceIndex) throws(NetlinkError) -> LinkMessage {
    var request = NetlinkRequest(RTM_GETLINK)
    var header = ifinfomsg()
    header.ifi_index = index
    request.append(header)
    return try object(request)
  }

  /// One link.
  /// - Throws: `ENODEV` (`.refused(.operationNotSupportedByDevice)`) where there is none with this name.
  public mutating func link(named name: String) throws(NetlinkError) -> LinkMessage {
    var request = NetlinkRequest(RTM_GETLINK)
    request.append(ifinfomsg())
    request.add(IFLA_IFNAME, name)
    return try object(request)
  }

  /// Whether there is a bridge: without listing all other links, of which there may be thousands.
  public mutating func hasBridge() throws(NetlinkError) -> Bool {
    var request = Self.linksRequest(.own)
    request.nest(IFLA_LINKINFO) { $0.add(IFLA_INFO_KIND, "bridge") }
    var isFound = false
    try dump(request, restart: {}) { (message) throws(NetlinkError) in
      // A kernel without bridges selects nothing, and lists all.
      if case .bridge = try LinkMessage(message).kind { isFound = true }
    }
    return isFound
  }

  /// The 64-bit counters of all links, in the cheapest way there is (`RTM_GETSTATS`, Linux 4.7).
  public mutating func linkStatistics() throws(NetlinkError) -> [LinkStatisticsMessage] {
    var list: [LinkStatisticsMessage] = []
    try forEachLinkStatistics {
      list.removeAll(keepingCapacity: true)
    } _: { index, statistics in
      list.append(LinkStatisticsMessage(index: index, statistics: copy statistics))
    }
    return list
  }

  /// Hands over the 64-bit counters of each link as they come.
  /// - Parameter restart: called where the list is made again: what was collected is to be thrown away.
  public mutating func forEachLinkStatistics(
    restart: () -> Void, _ body: (InterfaceIndex, borrowing LinkStatistics) -> Void
  ) throws(NetlinkError) {
    var request = NetlinkRequest(RTM_GETSTATS)
    var header = if_stats_msg()
    header.filter_mask = 1 << UInt32(IFLA_STATS_LINK_64 - 1)
    request.append(header)
    try dump(request, restart: restart) { (message) throws(NetlinkError) in
      let message = try LinkStatisticsMessage(message)
      if let statistics = message.statistics { body(message.index, statistics) }
    }
  }

  private static func linksRequest(_ namespace: RequestedNamespace) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_GETLINK)
    request.append(ifinfomsg())
    // Without the protocols' own counters (IPv6 MIBs), which are dear to add up; the link's own come all the same.
    request.add(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    if case .id(let id) = namespace { request.add(IFLA_TARGET_NETNSID, id) }
    return request
  }
}
