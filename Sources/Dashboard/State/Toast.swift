import Topology

/// A word to the person at the keyboard that goes away by itself.
struct Toast: Hashable, Sendable {
  /// How long it stays, in seconds.
  static let duration = 2.0

  /// What it says.
  var text: String
  /// When it came up.
  var since: Instant
  /// True where something did not work.
  var isBad = false

  /// Whether its time is over.
  func isOver(at now: Instant) -> Bool { now.seconds(since: since) >= Self.duration }

  /// When its time is over.
  var end: Instant { Instant(nanoseconds: since.nanoseconds + UInt64(Self.duration * 1e9)) }
}
