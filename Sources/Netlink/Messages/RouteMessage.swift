public import Addresses
import CLinux
import Glibc

/// A route as `RTM_NEWROUTE` and `RTM_DELROUTE` tell of it (rtnetlink(7), linux/rtnetlink.h).
public struct RouteMessage: Hashable, Sendable, NetlinkDecodable {
  /// The tables that every namespace has (`RT_TABLE_*`).
  public enum Table {
    /// Where routes are that no table was named for.
    public static let main: UInt32 = 254
    /// The kernel's own: local and broadcast addresses.
    public static let local: UInt32 = 255
    /// Looked at last; usually empty.
    public static let `default`: UInt32 = 253
  }

  /// What happens to packets (`RTN_*`).
  public enum Kind: UInt8, Hashable, Sendable {
    /// Unknown.
    case unspecified
    /// Sent on.
    case unicast
    /// Delivered here.
    case local
    /// Sent as a broadcast.
    case broadcast
    /// Delivered here, sent on as unicast.
    case anycast
    /// Sent as multicast.
    case multicast
    /// Dropped in silence.
    case blackhole
    /// Refused: no route.
    case unreachable
    /// Refused: forbidden.
    case prohibit
    /// Looked up in another table.
    case `throw`
    /// Translated.
    case nat
    /// Left to a resolver.
    case externalResolver
  }

  /// The destination; `0.0.0.0/0` or `::/0` for a default route.
  public var destination: IPPrefix
  /// The source that it is for; `nil` for any.
  public var source: IPPrefix?
  /// The table.
  public var table: UInt32
  /// What happens to packets; `nil` where the kernel says something unknown.
  public var kind: Kind?
  /// Who made it (`RTPROT_*`): 2 the kernel, 3 an administrator at boot, 4 statically, 16 DHCP.
  public var origin: UInt8
  /// How far the destination is (`RT_SCOPE_*`): 0 anywhere, 253 on the link, 254 in the host.
  public var scope: UInt8
  /// `RTNH_F_*`: 1 dead, 4 on-link, 16 the link is down.
  public var flags: UInt32
  /// The next hop, of either family (`RTA_VIA`); `nil` for a destination on the link, and where there are several.
  public var gateway: IPAddress?
  /// The link that it leads to; `nil` where there are several or none.
  public var outputInterface: InterfaceIndex?
  /// The next hops of a multipath route, each with its link.
  public var nextHops: [NextHop] = []
  /// The id of a next-hop object.
  public var nextHopID: UInt32?
  /// The priority: lower wins; 0 where none is set.
  public var metric: UInt32 = 0
  /// The source address of packets sent from here.
  public var preferredSource: IPAddress?
  /// The MTU set on the route.
  public var mtu: UInt32?

  /// A static unicast route in the main table of which only this is known.
  public init(destination: IPPrefix, gateway: IPAddress? = nil, outputInterface: InterfaceIndex? = nil) {
    self.destination = destination
    self.gateway = gateway
    self.outputInterface = outputInterface
    table = Table.main
    kind = .unicast
    origin = 4
    scope = gateway == nil ? 253 : 0
    flags = 0
  }

  /// Reads an `RTM_NEWROUTE` or `RTM_DELROUTE` message.
  /// - Throws: `.malformed`, also for a family that is neither IPv4 nor IPv6.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: rtmsg = try message.header()
    let unspecified: IPPrefix
    switch Int32(header.rtm_family) {
    case AF_INET: unspecified = .all(.ipv4)
    case AF_INET6: unspecified = .all(.ipv6)
    default: throw NetlinkError(MessageName.of(message.type), .malformed)
    }
    destination = unspecified
    table = UInt32(header.rtm_table)
    kind = Kind(rawValue: header.rtm_type)
    origin = header.rtm_protocol
    scope = header.rtm_scope
    flags = header.rtm_flags
    var destinationAddress: IPAddress?
    var attributes = message.attributes(after: rtmsg.self)
    while let attribute = attributes.next() {
      if attribute.type == Int(RTA_DST) {
        destinationAddress = attribute.ipAddress
      } else {
        read(attribute, sourceLength: Int(header.rtm_src_len))
      }
    }
    let address = destinationAddress ?? unspecified.address
    guard address.family == unspecified.address.family,
      let destination = IPPrefix(address, length: Int(header.rtm_dst_len))
    else { throw NetlinkError(MessageName.of(message.type), .malformed) }
    self.destination = destination
  }

  private mutating func read(_ attribute: Attribute, sourceLength: Int) {
    switch attribute.type {
    case RTA_OIF: outputInterface = attribute.int32
    case RTA_GATEWAY: gateway = attribute.ipAddress
    case RTA_VIA: gateway = attribute.viaAddress
    case RTA_TABLE: table = attribute.uint32 ?? table
    case RTA_PRIORITY: metric = attribute.uint32 ?? 0
    case RTA_PREFSRC: preferredSource = attribute.ipAddress
    case RTA_SRC: source = attribute.ipAddress.flatMap { IPPrefix($0, length: sourceLength) }
    case RTA_NH_ID: nextHopID = attribute.uint32
    case RTA_METRICS: mtu = attribute.attributes.first(RTAX_MTU)?.uint32
    case RTA_MULTIPATH: nextHops = NextHop.list(attribute.payload)
    default: break
    }
  }
}
