public import Addresses
import CLinux
import Glibc
import SystemPackage

extension NetlinkConnection where Transport: ~Copyable {
  /// All neighbours, IPv4 and IPv6.
  public mutating func neighbours() throws(NetlinkError) -> [NeighbourMessage] {
    var request = NetlinkRequest(RTM_GETNEIGH)
    request.append(ndmsg())
    return try dump(request)
  }

  /// All addresses that links answer for by proxy, IPv4 and IPv6.
  public mutating func proxyNeighbours() throws(NetlinkError) -> [NeighbourMessage] {
    var request = NetlinkRequest(RTM_GETNEIGH)
    var header = ndmsg()
    header.ndm_flags = NeighbourMessage.Flags.proxy.rawValue
    request.append(header)
    return try dump(request)
  }

  /// The entry of one neighbour, without a walk through the table, in which those of all namespaces are; nil where there
  /// is none. Kernels before 5.0 cannot be asked for one: there the table is listed.
  public mutating func neighbour(
    _ address: IPAddress, on link: InterfaceIndex
  ) throws(NetlinkError) -> NeighbourMessage? {
    var request = NetlinkRequest(RTM_GETNEIGH)
    var header = ndmsg()
    header.ndm_family = address.family.number
    header.ndm_ifindex = link
    request.append(header)
    request.add(NDA_DST, address)
    do {
      return try object(request)
    } catch  where error.cause == .refused(.noSuchFileOrDirectory) {
      return nil
    } catch  where error.cause == .refused(.notSupportedOnSocket) {
      return try neighbours().first { $0.destination == address && $0.index == link }
    }
  }

  /// The forwarding tables of all bridges and VXLAN links.
  public mutating func bridgeForwarding() throws(NetlinkError) -> [NeighbourMessage] {
    var request = NetlinkRequest(RTM_GETNEIGH)
    var header = ndmsg()
    header.ndm_family = UInt8(AF_BRIDGE)
    request.append(header)
    return try dump(request)
  }

  /// Bridges and their ports, each with its VLANs in `LinkMessage.bridgeVLANs`.
  public mutating func bridgeVLANs() throws(NetlinkError) -> [LinkMessage] {
    var request = NetlinkRequest(RTM_GETLINK)
    var header = ifinfomsg()
    header.ifi_family = UInt8(AF_BRIDGE)
    request.append(header)
    request.add(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_BRVLAN))
    return try dump(request)
  }
}
