extension RateHistory {
  /// Rates of the last seconds, the newest last; unknown ones are nil.
  public struct Series: Hashable, Sendable {
    /// Bytes a second, received and sent.
    public var rx, tx: [Double?]

    /// So many unknown seconds.
    public init(unknown seconds: Int) {
      rx = Array(repeating: nil, count: max(0, seconds))
      tx = rx
    }

    /// The same traffic seen from the other end of the cable.
    public var mirrored: Series {
      var series = self
      (series.rx, series.tx) = (tx, rx)
      return series
    }

    /// Both directions together, known where both are.
    public var sum: [Double?] { zip(rx, tx).map { rx, tx in rx.flatMap { rx in tx.map { rx + $0 } } } }

    /// True where nothing is known at all.
    public var isUnknown: Bool { rx.allSatisfy { $0 == nil } && tx.allSatisfy { $0 == nil } }
  }

  /// What goes in and out of a namespace: see ``RateTable/rate(of:)``.
  public func series(of namespace: Namespace, in snapshot: Snapshot, seconds: Int) -> Series {
    var series = Series(unknown: seconds)
    for link in namespace.links where link.isOuter { add(link, in: snapshot, to: &series) }
    return series
  }

  /// What goes through a bridge or bond: see ``RateTable/rate(throughPortsOf:in:)``.
  public func series(throughPortsOf bridge: LinkID, in snapshot: Snapshot, seconds: Int) -> Series {
    var series = Series(unknown: seconds)
    for link in snapshot.namespace(bridge.namespace)?.links ?? [] where link.master == bridge.index {
      add(link, in: snapshot, to: &series, isMirrored: true)
    }
    return series
  }
}
