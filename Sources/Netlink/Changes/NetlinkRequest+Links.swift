import CLinux
import LinuxSystem

extension NetlinkRequest {
  /// Makes a bridge; it is refused where the name or index is taken.
  static func newBridge(_ link: NewLink) -> NetlinkRequest {
    creation(of: link, kind: "bridge")
  }

  /// Makes a veth pair whose far end is in a namespace from the start: `peer` is never seen in this one.
  static func newVeth(_ near: NewLink, peer far: NewLink, in descriptor: CInt) -> NetlinkRequest {
    creation(of: near, kind: "veth") { data in
      data.nest(Int(VETH_INFO_PEER)) { peer in
        peer.describe(far)
        peer.add(IFLA_NET_NS_FD, UInt32(bitPattern: descriptor))
      }
    }
  }

  /// Removes a link, and the other end of a veth with it.
  static func deletedLink(_ index: InterfaceIndex) -> NetlinkRequest {
    NetlinkRequest(RTM_DELLINK, of: index)
  }

  /// Sets a link up or down.
  static func link(_ index: InterfaceIndex, isUp: Bool) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK)
    var header = ifinfomsg()
    header.ifi_index = index
    header.ifi_change = LinkFlags.up.rawValue
    header.ifi_flags = isUp ? LinkFlags.up.rawValue : 0
    request.append(header)
    return request
  }

  /// Makes a link a port of a bridge, or of none.
  static func link(_ index: InterfaceIndex, master: InterfaceIndex?) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, of: index)
    request.add(IFLA_MASTER, master ?? 0)
    return request
  }

  /// Parts a bridge's port from the others that are parted, or lets it reach them.
  static func link(_ index: InterfaceIndex, isIsolatedPort: Bool) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, of: index)
    request.nest(IFLA_LINKINFO) { information in
      information.add(IFLA_INFO_SLAVE_KIND, "bridge")
      information.nest(IFLA_INFO_SLAVE_DATA) { port in
        port.add(IFLA_BRPORT_ISOLATED, isIsolatedPort ? 1 as UInt8 : 0)
      }
    }
    return request
  }

  /// Gives a link an alias, which the kernel keeps without an end.
  static func link(_ index: InterfaceIndex, alias: String) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, of: index)
    request.add(IFLA_IFALIAS, bytes: alias.utf8)
    return request
  }

  /// Sets a link's largest packet in bytes.
  static func link(_ index: InterfaceIndex, mtu: UInt32) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, of: index)
    request.add(IFLA_MTU, mtu)
    return request
  }

  private init(_ type: Int, of index: InterfaceIndex) {
    self.init(type)
    var header = ifinfomsg()
    header.ifi_index = index
    append(header)
  }

  private static func creation(
    of link: NewLink, kind: String, data: ((inout NetlinkRequest) -> Void)? = nil
  ) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, [.create, .exclusive])
    request.describe(link)
    request.nest(IFLA_LINKINFO) { information in
      information.add(IFLA_INFO_KIND, kind)
      if let data { information.nest(IFLA_INFO_DATA, data) }
    }
    return request
  }

  /// A header and the attributes that any kind of link has.
  private mutating func describe(_ link: NewLink) {
    var header = ifinfomsg()
    header.ifi_index = link.index ?? 0
    append(header)
    add(IFLA_IFNAME, link.name)
    if let mac = link.mac { add(IFLA_ADDRESS, mac) }
    if let mtu = link.mtu { add(IFLA_MTU, mtu) }
  }
}
