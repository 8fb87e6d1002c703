public import Addresses
import CLinux

/// One of several next hops of a route (`struct rtnexthop`).
public struct NextHop: Hashable, Sendable {
  /// The link that it leads to.
  public var outputInterface: InterfaceIndex
  /// The gateway; `nil` for a destination on the link.
  public var gateway: IPAddress?
  /// Its share of the traffic, from 1.
  public var weight: Int
  /// `RTNH_F_*`: 1 dead, 4 on-link, 16 the link is down.
  public var flags: UInt8

  /// A next hop.
  public init(
    outputInterface: InterfaceIndex, gateway: IPAddress? = nil, weight: Int = 1, flags: UInt8 = 0
  ) {
    self.outputInterface = outputInterface
    self.gateway = gateway
    self.weight = weight
    self.flags = flags
  }

  /// Reads `RTA_MULTIPATH`; it ends at the first hop whose length makes no sense.
  static func list(_ payload: RawSpan) -> [NextHop] {
    var result: [NextHop] = []
    var rest = payload
    while let header = rest.load(as: rtnexthop.self), header.rtnh_len >= 8, Int(header.rtnh_len) <= rest.byteCount {
      var hop = NextHop(
        outputInterface: header.rtnh_ifindex, weight: Int(header.rtnh_hops) + 1, flags: header.rtnh_flags)
      var attributes = Attributes(rest.extracting(8..<Int(header.rtnh_len)))
      while let attribute = attributes.next() {
        switch attribute.type {
        case RTA_GATEWAY: hop.gateway = attribute.ipAddress
        case RTA_VIA: hop.gateway = attribute.viaAddress
        default: break
        }
      }
      result.append(hop)
      rest = rest.dropping((Int(header.rtnh_len) + 3) & ~3)
    }
    return result
  }
}

extension Attribute {
  /// The address in `RTA_VIA`: a family in two octets, then the address.
  var viaAddress: IPAddress? { payload.dropping(2).ipAddress }
}
