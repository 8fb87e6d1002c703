/// Counters of a link at one moment (`IFLA_STATS64`, `struct rtnl_link_stats64`). Unknown is nil, never 0.
public struct Counters: Hashable, Sendable {
  /// When they were read.
  public var readAt: Instant
  /// Bytes and packets.
  public var rxBytes, txBytes, rxPackets, txPackets: UInt64
  /// Packets lost or bad; known only where they were read at this very end of the cable.
  public var rxDropped, txDropped, rxErrors, txErrors: UInt64?
  /// When those were read: bytes and packets follow from the other end of a cable, these do not, and so may be older.
  public var lossesReadAt: Instant

  /// Counters read at `readAt`.
  public init(
    readAt: Instant, rxBytes: UInt64, txBytes: UInt64, rxPackets: UInt64, txPackets: UInt64, rxDropped: UInt64? = nil,
    txDropped: UInt64? = nil, rxErrors: UInt64? = nil, txErrors: UInt64? = nil
  ) {
    self.readAt = readAt
    lossesReadAt = readAt
    self.rxBytes = rxBytes
    self.txBytes = txBytes
    self.rxPackets = rxPackets
    self.txPackets = txPackets
    self.rxDropped = rxDropped
    self.txDropped = txDropped
    self.rxErrors = rxErrors
    self.txErrors = txErrors
  }
}
