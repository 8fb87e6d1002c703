import CLinux

extension NetlinkConnection where Transport: ~Copyable {
  /// All addresses of all links, IPv4 and IPv6.
  /// - Parameter namespace: another namespace can be asked through its number in this one.
  public mutating func addresses(of namespace: RequestedNamespace = .own) throws(NetlinkError) -> [AddressMessage] {
    var request = NetlinkRequest(RTM_GETADDR)
    request.append(ifaddrmsg())
    if case .id(let id) = namespace { request.add(IFA_TARGET_NETNSID, id) }
    return try dump(request)
  }
}
