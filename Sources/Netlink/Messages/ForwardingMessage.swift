import CLinux

/// The settings of all links of a namespace together, of one family (`RTM_NEWNETCONF`, linux/netconf.h).
public struct ForwardingMessage: Hashable, Sendable, NetlinkDecodable {
  /// `net.ipv4.ip_forward` or `net.ipv6.conf.all.forwarding`; `nil` where the kernel did not say.
  public var forwards: Bool?
  /// `conf.all.proxy_arp` or `conf.all.proxy_ndp`.
  public var proxiesNeighbours = false

  /// Reads an `RTM_NEWNETCONF` message.
  /// - Throws: `.malformed`.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let _: netconfmsg = try message.header()
    var attributes = message.attributes(after: netconfmsg.self)
    while let attribute = attributes.next() {
      switch attribute.type {
      case NETCONFA_FORWARDING: forwards = attribute.int32.map { $0 != 0 }
      case NETCONFA_PROXY_NEIGH: proxiesNeighbours = attribute.int32.map { $0 != 0 } ?? false
      default: break
      }
    }
  }
}
