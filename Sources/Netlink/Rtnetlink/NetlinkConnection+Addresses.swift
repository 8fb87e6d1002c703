public import Addresses
import CLinux
import Glibc

extension NetlinkConnection where Transport: ~Copyable {
  /// All addresses of all links.
  /// - Parameters:
  ///   - family: one family's alone, which is cheaper; nil for IPv4 and IPv6.
  ///   - namespace: another namespace can be asked through its number in this one.
  public mutating func addresses(
    _ family: IPAddress.Family? = nil, of namespace: RequestedNamespace = .own
  ) throws(NetlinkError) -> [AddressMessage] {
    var request = NetlinkRequest(RTM_GETADDR)
    var header = ifaddrmsg()
    header.ifa_family = family?.number ?? UInt8(AF_UNSPEC)
    request.append(header)
    if case .id(let id) = namespace { request.add(IFA_TARGET_NETNSID, id) }
    return try dump(request)
  }
}
