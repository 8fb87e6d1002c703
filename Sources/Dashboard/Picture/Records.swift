import Topology

/// What is remembered from picture to picture.
///
/// Both parts are large and change with every picture, so there is one owner of them at a time: the newest picture, and the
/// held one while paused.
struct Records: Sendable {
  /// How fast counters moved in the last minutes.
  var history = RateHistory()
  /// What happened.
  var log = EventLog()
}
