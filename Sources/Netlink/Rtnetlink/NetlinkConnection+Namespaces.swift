import CLinux
public import LinuxSystem

extension NetlinkConnection where Transport: ~Copyable {
  /// The number that another namespace has in the connection's own; `nil` where it has none. Nothing is changed.
  public mutating func namespaceID(of namespace: borrowing NamespaceDescriptor) throws(NetlinkError) -> Int32? {
    var request = NetlinkRequest(RTM_GETNSID)
    request.append(rtgenmsg())
    request.add(NETNSA_FD, UInt32(bitPattern: namespace.rawValue))
    return try namespaceID(request)
  }

  /// The number that the namespace of a process has in the connection's own; `nil` where it has none.
  public mutating func namespaceID(ofProcess process: Int32) throws(NetlinkError) -> Int32? {
    var request = NetlinkRequest(RTM_GETNSID)
    request.append(rtgenmsg())
    request.add(NETNSA_PID, UInt32(bitPattern: process))
    return try namespaceID(request)
  }

  /// The numbers of all namespaces that have one in the connection's own.
  public mutating func namespaceIDs() throws(NetlinkError) -> [Int32] {
    var request = NetlinkRequest(RTM_GETNSID)
    request.append(rtgenmsg())
    return try dump(request, as: NamespaceIDMessage.self).compactMap(\.id)
  }

  private mutating func namespaceID(_ request: NetlinkRequest) throws(NetlinkError) -> Int32? {
    let message: NamespaceIDMessage = try object(request)
    return message.id
  }
}
