/// A reading of the monotonic clock (`CLOCK_MONOTONIC`, clock_gettime(2)): good for differences only.
public struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since an arbitrary moment.
  public let nanoseconds: UInt64

  /// The instant at this clock reading.
  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Seconds from `earlier` to this instant; negative where `earlier` is later.
  public func seconds(since earlier: Instant) -> Double {
    nanoseconds >= earlier.nanoseconds
      ? Double(nanoseconds - earlier.nanoseconds) / 1e9 : -Double(earlier.nanoseconds - nanoseconds) / 1e9
  }

  /// The instant this many nanoseconds later.
  public func advanced(by nanoseconds: UInt64) -> Instant { Instant(nanoseconds: self.nanoseconds + nanoseconds) }

  /// Earlier before later.
  public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// A moment in civil time (`CLOCK_REALTIME`).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  public let nanoseconds: Int64

  /// The moment this many nanoseconds after the epoch.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Earlier before later.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}
