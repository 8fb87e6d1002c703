import NIOCore

/// How long gantry waits for engines, and how often it asks them.
public struct EngineTiming: Sendable, Hashable {
  /// For a whole reading before the engine counts as slow; it is not given up by then.
  public var slow: Duration = .seconds(2)
  /// Without one byte of an answer, before it is given up and asked for again on a new connection.
  public var silence: Duration = .seconds(30)
  /// For one whole answer, however steadily it drips.
  public var answer: Duration = .seconds(120)
  /// For the details of one container: an engine can be well and yet hang on a single one.
  public var inspection: Duration = .seconds(3)
  /// Between readings while the engine's events are followed, and between attempts to reach one that has just gone.
  public var poll: Duration = .seconds(2)
  /// Between attempts to reach an engine that was never there.
  public var absence: Duration = .seconds(5)
  /// Between readings while no events come, and between attempts to reach an engine that does not answer.
  public var pollWithoutEvents: Duration = .seconds(1)
  /// At least between the starts of two readings, however many events there are.
  public var gap: Duration = .milliseconds(100)
  /// Before the events of an engine that ended them are asked for again; doubled each time, up to 32 times.
  public var eventsRetry: Duration = .seconds(1)
  /// Between two looks for engines that were not there before.
  public var discovery: Duration = .seconds(30)

  /// The times gantry uses.
  public init() {}
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
  }
}

extension Duration {
  /// `2 s`, `150 ms`.
  var text: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
