public import Addresses
import CLinux
import Glibc

extension NetlinkConnection where Transport: ~Copyable {
  /// The routing policy rules, IPv4 and IPv6, in the order in which the kernel looks at them.
  public mutating func rules() throws(NetlinkError) -> [RuleMessage] {
    var request = NetlinkRequest(RTM_GETRULE)
    request.append(fib_rule_hdr())
    var rules: [RuleMessage] = []
    try dump(request) {
      rules.removeAll(keepingCapacity: true)
    } _: { (message) throws(NetlinkError) in
      // Multicast routing has rules as well.
      let family: UInt8? = message.payload.load()
      guard family == UInt8(AF_INET) || family == UInt8(AF_INET6) else { return }
      rules.append(try RuleMessage(message))
    }
    return rules
  }

  /// What holds for all links together.
  public mutating func forwarding(_ family: IPAddress.Family) throws(NetlinkError) -> ForwardingMessage {
    var request = NetlinkRequest(RTM_GETNETCONF)
    request.append(netconfmsg(ncm_family: family.number))
    request.add(Int(NETCONFA_IFINDEX), UInt32(bitPattern: Int32(NETCONFA_IFINDEX_ALL)))
    return try object(request)
  }

  /// The route that a packet from here to an address would take.
  /// - Throws: what the kernel says where there is none (`ENETUNREACH` and others, ip-route(8)).
  public mutating func route(to address: IPAddress) throws(NetlinkError) -> RouteMessage {
    var request = NetlinkRequest(RTM_GETROUTE)
    var header = rtmsg()
    header.rtm_family = address.family.number
    header.rtm_dst_len = UInt8(address.family.bitWidth)
    request.append(header)
    request.add(Int(RTA_DST), address)
    return try object(request)
  }
}
