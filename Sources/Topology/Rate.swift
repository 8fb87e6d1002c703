/// How fast a link's counters move.
public struct Rate: Hashable, Sendable {
  /// Bytes a second.
  public var rxBytes, txBytes: Double
  /// Packets a second.
  public var rxPackets, txPackets: Double

  /// Nothing moves.
  public static let zero = Rate(rxBytes: 0, txBytes: 0, rxPackets: 0, txPackets: 0)

  /// A rate in bytes and packets a second.
  public init(rxBytes: Double, txBytes: Double, rxPackets: Double, txPackets: Double) {
    self.rxBytes = rxBytes
    self.txBytes = txBytes
    self.rxPackets = rxPackets
    self.txPackets = txPackets
  }

  /// The mean rate between two readings; nil where no time passed or a counter went down, which means another
  /// link or a reset, and must not draw a spike.
  public init?(from earlier: Counters, to later: Counters) {
    let seconds = later.readAt.seconds(since: earlier.readAt)
    guard seconds > 0, later.rxBytes >= earlier.rxBytes, later.txBytes >= earlier.txBytes,
      later.rxPackets >= earlier.rxPackets, later.txPackets >= earlier.txPackets
    else { return nil }
    self.init(
      rxBytes: Double(later.rxBytes - earlier.rxBytes) / seconds,
      txBytes: Double(later.txBytes - earlier.txBytes) / seconds,
      rxPackets: Double(later.rxPackets - earlier.rxPackets) / seconds,
      txPackets: Double(later.txPackets - earlier.txPackets) / seconds)
  }

  /// Both together.
  public static func + (left: Rate, right: Rate) -> Rate {
    Rate(
      rxBytes: left.rxBytes + right.rxBytes, txBytes: left.txBytes + right.txBytes,
      rxPackets: left.rxPackets + right.rxPackets, txPackets: left.txPackets + right.txPackets)
  }

  /// The same traffic seen from the other end of the cable.
  public var mirrored: Rate {
    Rate(rxBytes: txBytes, txBytes: rxBytes, rxPackets: txPackets, txPackets: rxPackets)
  }
}
