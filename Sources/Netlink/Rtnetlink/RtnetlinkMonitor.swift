import CLinux
import SystemPackage

/// Notifications of the routing subsystem.
public typealias RtnetlinkMonitor = NetlinkMonitor<NetlinkSocket>

extension NetlinkMonitor where Transport == NetlinkSocket {
  /// Subscribes in the namespace of the calling thread.
  /// - Parameters:
  ///   - groups: what to be told of.
  ///   - allNamespaces: also of namespaces that have a number in this one; it needs CAP_NET_BROADCAST.
  ///   - capacity: how many bytes the kernel keeps for a reader that is late; 4 MiB hold some 2,000 link events.
  public init(
    _ groups: [MulticastGroup], allNamespaces: Bool = false, capacity: Int = 4 << 20
  ) throws(NetlinkError) {
    let socket = try NetlinkSocket(NETLINK_ROUTE)
    try socket.bind()
    try socket.setReceiveBuffer(capacity)
    if allNamespaces { try socket.listenToAllNamespaces() }
    for group in groups {
      do {
        try socket.join(group)
      } catch  where group == .nextHop && error.errno == .invalidArgument {
        // Kernels before 5.3 have no next-hop objects.
      }
    }
    self.init(socket)
  }

  /// For `Epoll.add`: readable while there is something to receive, a loss included.
  public var rawValue: CInt { transport.rawValue }
}
