extension CounterTable {
  /// What one link counted, read together with the other links of its namespace.
  @frozen public struct Reading: Hashable, Sendable {
    /// The index of the link.
    public var index: Int32
    /// Bytes and packets.
    public var rxBytes, txBytes, rxPackets, txPackets: UInt64
    /// Packets lost or bad.
    public var rxDropped, txDropped, rxErrors, txErrors: UInt64

    /// The counters of a link.
    @inlinable public init(
      index: Int32, rxBytes: UInt64, txBytes: UInt64, rxPackets: UInt64, txPackets: UInt64, rxDropped: UInt64,
      txDropped: UInt64, rxErrors: UInt64, txErrors: UInt64
    ) {
      self.index = index
      (self.rxBytes, self.txBytes, self.rxPackets, self.txPackets) = (rxBytes, txBytes, rxPackets, txPackets)
      (self.rxDropped, self.txDropped, self.rxErrors, self.txErrors) = (rxDropped, txDropped, rxErrors, txErrors)
    }
  }

  /// Two places, the links of which are the ends of a cable.
  @frozen public struct Mirror: Hashable, Sendable {
    /// The end whose counters are read.
    public let near: Int
    /// The end that counts the same the other way round.
    public let far: Int

    /// A cable with these ends.
    @inlinable public init(near: Int, far: Int) { (self.near, self.far) = (near, far) }
  }
}
