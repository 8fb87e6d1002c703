import CLinux
import Glibc
import LinuxSystem
import Netlink

/// The links, addresses and routes of a lab, each by one request.
extension NetlinkConnection where Transport == NetlinkSocket {
  /// Adds bridge `brN`, up, with 10.(64+N).0.1/16; nothing where it is there.
  mutating func addBridge(_ number: Int) throws {
    let name = "br\(number)"
    guard (try? link(named: name)) == nil else { return }
    var request = NetlinkRequest(RTM_NEWLINK, [.create, .exclusive])
    request.append(Self.header(up: true))
    request.add(IFLA_IFNAME, name)
    request.nest(IFLA_LINKINFO) { $0.add(IFLA_INFO_KIND, "bridge") }
    try self.request(request)
    try addAddress(Lab.gateway(number), prefixLength: 16, to: link(named: name).index)
  }

  /// Adds a veth pair: one end here, up, on a bridge; one in another namespace, down.
  mutating func addPair(
    _ name: String, onBridge bridge: Int, peer: String, in namespace: borrowing NamespaceDescriptor
  ) throws {
    let master = try link(named: "br\(bridge)").index
    let place = namespace.rawValue
    var request = NetlinkRequest(RTM_NEWLINK, [.create, .exclusive])
    request.append(Self.header(up: true))
    request.add(IFLA_IFNAME, name)
    request.add(IFLA_MASTER, master)
    request.nest(IFLA_LINKINFO) { info in
      info.add(IFLA_INFO_KIND, "veth")
      info.nest(IFLA_INFO_DATA) { data in
        data.nest(Int(VETH_INFO_PEER)) { other in
          // The kernel refuses to set it up before it has its other end.
          other.append(ifinfomsg())
          other.add(IFLA_IFNAME, peer)
          other.add(IFLA_NET_NS_FD, place)
        }
      }
    }
    try self.request(request)
  }

  /// Sets a link up, or down.
  mutating func setUp(_ index: InterfaceIndex, _ isUp: Bool = true) throws {
    var request = NetlinkRequest(RTM_NEWLINK)
    request.append(Self.header(up: isUp, index: index))
    try self.request(request)
  }

  /// Gives a link another MTU.
  mutating func setMTU(_ index: InterfaceIndex, _ mtu: UInt32) throws {
    var request = NetlinkRequest(RTM_NEWLINK)
    var header = ifinfomsg()
    header.ifi_index = index
    request.append(header)
    request.add(IFLA_MTU, mtu)
    try self.request(request)
  }

  /// Gives a link an IPv4 address.
  mutating func addAddress(_ address: [UInt8], prefixLength: UInt8, to index: InterfaceIndex) throws {
    var request = NetlinkRequest(RTM_NEWADDR, [.create, .exclusive])
    var header = ifaddrmsg()
    header.ifa_family = UInt8(AF_INET)
    header.ifa_prefixlen = prefixLength
    header.ifa_index = UInt32(index)
    request.append(header)
    request.add(Int(IFA_LOCAL), bytes: address)
    request.add(Int(IFA_ADDRESS), bytes: address)
    try self.request(request)
  }

  /// Adds an IPv4 default route.
  mutating func addDefaultRoute(via gateway: [UInt8]) throws {
    var request = NetlinkRequest(RTM_NEWROUTE, [.create, .exclusive])
    var header = rtmsg()
    header.rtm_family = UInt8(AF_INET)
    header.rtm_table = UInt8(RT_TABLE_MAIN.rawValue)
    header.rtm_protocol = UInt8(RTPROT_BOOT)
    header.rtm_scope = UInt8(RT_SCOPE_UNIVERSE.rawValue)
    header.rtm_type = UInt8(RTN_UNICAST)
    request.append(header)
    request.add(Int(RTA_GATEWAY.rawValue), bytes: gateway)
    try self.request(request)
  }

  private static func header(up: Bool, index: InterfaceIndex = 0) -> ifinfomsg {
    var header = ifinfomsg()
    header.ifi_index = index
    header.ifi_change = UInt32(IFF_UP)
    header.ifi_flags = up ? UInt32(IFF_UP) : 0
    return header
  }
}
