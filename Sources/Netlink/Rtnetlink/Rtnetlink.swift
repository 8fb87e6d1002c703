import CLinux

/// A connection to the routing subsystem of a namespace (rtnetlink(7)).
///
///     var kernel = try Rtnetlink()
///     for link in try kernel.links() { print(link.index, link.name, link.kind.name ?? "") }
///
/// - What there is: `links()`, `link(_:)`, `link(named:)`, `addresses()`, `routes(table:)`, `neighbours()`,
///   `proxyNeighbours()`, `nextHops()`,
///   `rules()`, `bridgeForwarding()`, `bridgeVLANs()`, `linkStatistics()`, `namespaceID(of:)`, `namespaceIDs()`.
/// - What can be changed: see `NetlinkConnection+Changing.swift`.
/// - What changes: `RtnetlinkMonitor`, read as `RtnetlinkEvent`s.
/// - Anything else: a `NetlinkRequest` built by hand, carried out by `request(_:_:)` or `dump(_:restart:_:)`.
/// - Failures: `NetlinkError`, with the kernel's own message and the attribute it objects to.
///
/// It belongs to the namespace of the thread that opens it, and keeps that namespace alive: close it (let it go) soon.
/// To ask many namespaces, open one after the other with the same `ReceiveBuffer`.
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
