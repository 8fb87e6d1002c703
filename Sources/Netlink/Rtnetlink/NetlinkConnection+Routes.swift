public import Addresses
import CLinux
import Glibc
import SystemPackage

extension NetlinkConnection where Transport: ~Copyable {
  /// The routes of a table; `nil` for all tables.
  /// - Parameter family: one family's alone, which is cheaper; nil for IPv4 and IPv6.
  public mutating func routes(
    table: UInt32? = RouteMessage.Table.main, _ family: IPAddress.Family? = nil
  ) throws(NetlinkError) -> [RouteMessage] {
    var request = Self.routesRequest(family)
    // Strict checking lets the kernel select; without it the kernel sends all.
    if let table { request.add(Int(RTA_TABLE), table) }
    var routes: [RouteMessage] = []
    do {
      try dump(request) {
        routes.removeAll(keepingCapacity: true)
      } _: { (message) throws(NetlinkError) in
        guard Self.isUnicastFamily(message) else { return }
        let route = try RouteMessage(message)
        if table == nil || route.table == table { routes.append(route) }
      }
    } catch  where error.cause == .refused(.noSuchFileOrDirectory) {
      // The kernel knows no such table: nobody has put a route into it.
      return []
    }
    return routes
  }

  /// Hands over each route as it comes, of all tables but the kernel's own (`local`), which are most of them.
  /// - Parameters:
  ///   - family: one family's alone, which is cheaper; nil for IPv4 and IPv6.
  ///   - restart: called where the list is made again: what was collected is to be thrown away.
  public mutating func forEachRoute(
    _ family: IPAddress.Family? = nil, restart: () -> Void, _ body: (RouteMessage) -> Void
  ) throws(NetlinkError) {
    try dump(Self.routesRequest(family), restart: restart) { (message) throws(NetlinkError) in
      // Tables of greater numbers are told in an attribute, and have another number here.
      let header: rtmsg = try message.header()
      guard header.rtm_table != RouteMessage.Table.local, Self.isUnicastFamily(message) else { return }
      body(try RouteMessage(message))
    }
  }

  /// All next-hop objects (Linux 5.3).
  public mutating func nextHops() throws(NetlinkError) -> [NextHopMessage] {
    var request = NetlinkRequest(RTM_GETNEXTHOP)
    request.append(nhmsg())
    return try dump(request)
  }

  private static func routesRequest(_ family: IPAddress.Family?) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_GETROUTE)
    var header = rtmsg()
    header.rtm_family = family?.number ?? UInt8(AF_UNSPEC)
    request.append(header)
    return request
  }

  /// An unspecific dump also lists multicast routing and MPLS.
  private static func isUnicastFamily(_ message: NetlinkMessage) -> Bool {
    let family: UInt8? = message.payload.load()
    return family == UInt8(AF_INET) || family == UInt8(AF_INET6)
  }
}
