import CLinux

/// A connection to the routing subsystem of a namespace (rtnetlink(7)): links, addresses, routes, neighbours.
public typealias Rtnetlink = NetlinkConnection<NetlinkSocket>

extension NetlinkConnection where Transport == NetlinkSocket {
  /// Opens a connection to the namespace of the calling thread; it stays with that namespace.
  /// - Parameter buffer: to be passed on from one short-lived connection to the next.
  public init(buffer: ReceiveBuffer = ReceiveBuffer()) throws(NetlinkError) {
    self.init(try NetlinkSocket(NETLINK_ROUTE), buffer: buffer)
  }
}

/// What `links` and `addresses` are asked for of.
public enum RequestedNamespace: Hashable, Sendable {
  /// The connection's own namespace.
  case own
  /// The one with this number in the connection's own (`IFLA_TARGET_NETNSID`, Linux 4.20).
  case id(Int32)
}
