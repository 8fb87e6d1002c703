import Topology

/// A word to the person at the keyboard that goes away by itself.
struct Toast: Hashable, Sendable {
  /// How long an answer to a key stays, in seconds.
  static let duration = 2.0
  /// How long something stays that nobody asked for, in seconds.
  static let longDuration = 10.0

  /// What it says.
  var text: String
  /// When it came up.
  var since: Instant
  /// How long it stays.
  var seconds = Toast.duration
  /// True where something did not work.
  var isBad = false

  /// Whether its time is over.
  func isOver(at now: Instant) -> Bool { now.seconds(since: since) >= seconds }

  /// When its time is over.
  var end: Instant { Instant(nanoseconds: since.nanoseconds + UInt64(seconds * 1e9)) }
}
