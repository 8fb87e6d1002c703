import CLinux

/// A link's 64-bit counters, counted since the link was made: the first of `struct rtnl_link_stats64`, in its order, so that
/// they are read as one piece.
@frozen public struct LinkStatistics: Hashable, Sendable, BitwiseCopyable {
  /// Packets received.
  public var rxPackets: UInt64
  /// Packets sent.
  public var txPackets: UInt64
  /// Bytes received.
  public var rxBytes: UInt64
  /// Bytes sent.
  public var txBytes: UInt64
  /// Bad packets received.
  public var rxErrors: UInt64
  /// Packets that could not be sent.
  public var txErrors: UInt64
  /// Good packets received but not processed: no room, or nobody who knows the protocol.
  public var rxDropped: UInt64
  /// Packets dropped on the way out.
  public var txDropped: UInt64
  /// Multicast packets received.
  public var multicast: UInt64
  /// Collisions.
  public var collisions: UInt64

  /// All counters at 0, to be set one by one.
  public init() {
    (rxPackets, txPackets, rxBytes, txBytes, rxErrors) = (0, 0, 0, 0, 0)
    (txErrors, rxDropped, txDropped, multicast, collisions) = (0, 0, 0, 0, 0)
  }

  /// The structure at the beginning of `bytes`, which may be longer or shorter than today's; `nil` where it lacks one of
  /// these counters.
  init?(_ bytes: RawSpan) {
    guard let statistics = bytes.load(as: LinkStatistics.self) else { return nil }
    self = statistics
  }
}

/// One link's counters as `RTM_GETSTATS` lists them: far cheaper than a dump of links.
public struct LinkStatisticsMessage: Hashable, Sendable, NetlinkDecodable {
  /// The link.
  public var index: InterfaceIndex
  /// Its counters; `nil` where they were not asked for.
  public var statistics: LinkStatistics?

  /// The counters of a link.
  public init(index: InterfaceIndex, statistics: LinkStatistics?) {
    self.index = index
    self.statistics = statistics
  }

  /// Reads an `RTM_NEWSTATS` message.
  @inline(__always)
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    index = InterfaceIndex(bitPattern: try message.header(if_stats_msg.self).ifindex)
    var attributes = message.attributes(after: if_stats_msg.self)
    while let attribute = attributes.next() {
      if attribute.type == IFLA_STATS_LINK_64 { statistics = LinkStatistics(attribute.payload) }
    }
  }
}
