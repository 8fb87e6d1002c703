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
    var request = Self.addressesRequest(family)
    if case .id(let id) = namespace { request.add(IFA_TARGET_NETNSID, id) }
    return try dump(request)
  }

  /// Hands over each address as it comes.
  /// - Parameters:
  ///   - family: one family's alone, which is cheaper; nil for IPv4 and IPv6.
  ///   - restart: called where the list is made again: what was collected is to be thrown away.
  public mutating func forEachAddress(
    _ family: IPAddress.Family? = nil, restart: () -> Void, _ body: (AddressMessage) -> Void
  ) throws(NetlinkError) {
    try dump(Self.addressesRequest(family), restart: restart) { (message) throws(NetlinkError) in
      body(try AddressMessage(message))
    }
  }

  private static func addressesRequest(_ family: IPAddress.Family?) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_GETADDR)
    var header = ifaddrmsg()
    header.ifa_family = family?.number ?? UInt8(AF_UNSPEC)
    request.append(header)
    return request
  }
}
