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

    /// Both together; where one is unknown, the other.
    public static func + (left: Series, right: Series) -> Series {
      func sum(_ left: [Double?], _ right: [Double?]) -> [Double?] {
        zip(left, right).map { left, right in
          guard let left, let right else { return left ?? right }
          return left + right
        }
      }
      var series = left
      series.rx = sum(left.rx, right.rx)
      series.tx = sum(left.tx, right.tx)
      return series
    }
  }

  /// What goes in and out of a namespace: see ``RateTable/rate(of:)``.
  public func series(of namespace: Namespace, in snapshot: Snapshot, seconds: Int) -> Series {
    namespace.outerLinks.map { series(of: $0.id, in: snapshot, seconds: seconds) }
      .reduce(Series(unknown: seconds), +)
  }

  /// What goes through a bridge or bond: see ``RateTable/rate(throughPortsOf:in:)``.
  public func series(throughPortsOf bridge: LinkID, in snapshot: Snapshot, seconds: Int) -> Series {
    snapshot.ports(of: bridge).map { series(of: $0.id, in: snapshot, seconds: seconds).mirrored }
      .reduce(Series(unknown: seconds), +)
  }
}

extension Namespace {
  /// Its links but `lo`, ports of a bridge, and links stacked on others there: what enters and leaves it goes through these.
  var outerLinks: [Link] {
    links.filter {
      $0.kind != .loopback && $0.master == nil && ($0.parent == nil || $0.parent?.link?.id.namespace != id)
    }
  }
}
