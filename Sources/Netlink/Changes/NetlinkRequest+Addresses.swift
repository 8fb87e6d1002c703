import Addresses
import CLinux
import Glibc

extension NetlinkRequest {
  /// Gives a link an address; it is refused where the link has it (`EEXIST`).
  static func newAddress(_ address: AddressMessage) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWADDR, of: address, [.create, .exclusive])
    if let broadcast = address.broadcast { request.add(IFA_BROADCAST, broadcast) }
    request.add(IFA_FLAGS, address.flags.rawValue)
    return request
  }

  /// Takes an address away from its link.
  static func deletedAddress(_ address: AddressMessage) -> NetlinkRequest {
    NetlinkRequest(RTM_DELADDR, of: address)
  }

  /// Adds a route; it is refused where there is one to the same destination with the same metric (`EEXIST`).
  static func newRoute(_ route: RouteMessage) -> NetlinkRequest {
    NetlinkRequest(RTM_NEWROUTE, of: route, [.create, .exclusive])
  }

  /// Removes the route that is so.
  static func deletedRoute(_ route: RouteMessage) -> NetlinkRequest {
    NetlinkRequest(RTM_DELROUTE, of: route)
  }

  private init(_ type: Int, of address: AddressMessage, _ flags: Flags = []) {
    self.init(type, flags)
    var header = ifaddrmsg()
    header.ifa_family = address.prefix.address.family.number
    header.ifa_prefixlen = UInt8(truncatingIfNeeded: address.prefix.length)
    header.ifa_scope = address.scope
    header.ifa_index = UInt32(bitPattern: address.index)
    append(header)
    add(IFA_LOCAL, address.prefix.address)
    add(IFA_ADDRESS, address.peer ?? address.prefix.address)
  }

  private init(_ type: Int, of route: RouteMessage, _ flags: Flags = []) {
    self.init(type, flags)
    var header = rtmsg()
    header.rtm_family = route.destination.address.family.number
    header.rtm_dst_len = UInt8(truncatingIfNeeded: route.destination.length)
    header.rtm_table = UInt8(clamping: route.table < 256 ? route.table : 0)
    header.rtm_protocol = route.origin
    header.rtm_scope = route.scope
    header.rtm_type = (route.kind ?? .unicast).rawValue
    append(header)
    if route.table > 255 { add(Int(RTA_TABLE), route.table) }
    if route.destination.length > 0 { add(Int(RTA_DST), route.destination.address) }
    if let gateway = route.gateway { add(Int(RTA_GATEWAY), gateway) }
    if let link = route.outputInterface { add(Int(RTA_OIF), link) }
    if let source = route.preferredSource { add(Int(RTA_PREFSRC), source) }
    if route.metric > 0 { add(Int(RTA_PRIORITY), route.metric) }
  }
}
