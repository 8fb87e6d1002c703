public import Addresses
import CLinux

/// A next-hop object as `RTM_NEWNEXTHOP` tells of it (linux/nexthop.h, ip-nexthop(8)): routes and forwarding tables refer
/// to it by its id.
public struct NextHopMessage: Hashable, Sendable, NetlinkDecodable {
  /// One next hop of a group.
  public struct Member: Hashable, Sendable {
    /// Its id.
    public var id: UInt32
    /// Its share of the traffic, from 1.
    public var weight: Int
  }

  /// Its id.
  public var id: UInt32 = 0
  /// `RTNH_F_*`: 1 dead, 4 on-link, 16 the link is down.
  public var flags: UInt32
  /// Who made it (`RTPROT_*`).
  public var origin: UInt8
  /// The gateway; `nil` for a destination on the link, a blackhole and a group.
  public var gateway: IPAddress?
  /// The link that it leads to; `nil` for a blackhole, a group, and one for forwarding tables.
  public var outputInterface: InterfaceIndex?
  /// `NHA_BLACKHOLE`: packets are dropped in silence.
  public var isBlackhole = false
  /// `NHA_FDB`: it is for forwarding tables of VXLAN links, not for routes.
  public var isForForwarding = false
  /// The members of a group; empty where it is none.
  public var members: [Member] = []
  /// `NEXTHOP_GRP_TYPE_RES`: a group that keeps flows where they are when members come and go.
  public var isResilient = false

  /// Reads an `RTM_NEWNEXTHOP` or `RTM_DELNEXTHOP` message.
  /// - Throws: `.malformed`.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: nhmsg = try message.header()
    flags = header.nh_flags
    origin = header.nh_protocol
    var attributes = message.attributes(after: nhmsg.self)
    while let attribute = attributes.next() {
      switch attribute.type {
      case NHA_ID: id = attribute.uint32 ?? 0
      case NHA_GATEWAY: gateway = attribute.ipAddress
      case NHA_OIF: outputInterface = attribute.index
      case NHA_BLACKHOLE: isBlackhole = true
      case NHA_FDB: isForForwarding = true
      case NHA_GROUP: members = Self.members(attribute.payload)
      case NHA_GROUP_TYPE: isResilient = attribute.uint16.map { $0 == NEXTHOP_GRP_TYPE_RES } ?? false
      default: break
      }
    }
  }

  /// Reads an array of `struct nexthop_grp`. The octet behind the weight is its upper half since Linux 6.12.
  private static func members(_ payload: RawSpan) -> [Member] {
    var members: [Member] = []
    while let member = payload.load(members.count * MemoryLayout<nexthop_grp>.size, as: nexthop_grp.self) {
      members.append(Member(id: member.id, weight: Int(member.resvd1) << 8 + Int(member.weight) + 1))
    }
    return members
  }
}
