import NIOCore
import Synchronization

/// Watches all engines of this host, on a thread of the module's own.
///
/// Each engine is read whole at the start, after each of its events, and every few seconds; every reading is handed over
/// at once. An engine that is absent, denied, slow or broken says so in its reading's source, and comes back by itself:
/// what it said last is kept while it may still run, `slow` or `failed`, and dropped when it is `absent`, `denied`, or
/// refuses the connection.
public final class EngineMonitor: Sendable {
  private let supervisor: EngineSupervisor
  private let finished: EventLoopFuture<Void>
  private let isStopped = Mutex(false)

  /// Starts at once and never waits for an engine.
  /// - Parameters:
  ///   - discovery: where to look.
  ///   - timing: how long to wait, how often to ask.
  ///   - onReading: called on the monitor's thread, in order; it must return soon, and must not call `stop()`.
  public convenience init(
    _ discovery: EngineDiscovery, timing: EngineTiming = EngineTiming(),
    onReading: @escaping @Sendable (EngineReading) -> Void
  ) {
    self.init(discovery, timing: timing, once: false, onReading: onReading)
  }

  private init(
    _ discovery: EngineDiscovery, timing: EngineTiming, once: Bool,
    onReading: @escaping @Sendable (EngineReading) -> Void
  ) {
    let loop = EngineLoop.shared
    let supervisor = EngineSupervisor(discovery, loop: loop, timing: timing, onReading: onReading)
    let finished = loop.makePromise(of: Void.self)
    self.supervisor = supervisor
    self.finished = finished.futureResult
    loop.execute { supervisor.assumeIsolated { $0.start(once: once, finished) } }
  }

  deinit { stop() }

  /// Has every engine read again, as after an operation of one's own; returns at once.
  public func refresh() {
    guard !isStopped.withLock({ $0 }) else { return }
    supervisor.loop.execute { [supervisor] in supervisor.assumeIsolated { $0.refresh() } }
  }

  /// Ends everything; nothing is handed over once it returned, which is soon, whatever engines do.
  public func stop() {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    supervisor.loop.execute { [supervisor] in supervisor.assumeIsolated { $0.stop() } }
    // It never fails.
    try? finished.wait()
  }

  /// Reads every engine once, for commands that print and leave.
  /// - Parameter timeout: how long to wait for all of them; those that did not answer by then come back as `slow`, or as
  ///   `pending` where the time was too short even for that.
  /// - Returns: the readings sorted by name.
  public static func readOnce(
    _ discovery: EngineDiscovery, timing: EngineTiming = EngineTiming(), timeout: Duration
  ) -> [EngineReading] {
    let readings = EngineReadings()
    let monitor = EngineMonitor(discovery, timing: timing, once: true) { readings.take($0) }
    let supervisor = monitor.supervisor
    let alarm = supervisor.loop.scheduleTask(in: TimeAmount(timeout)) { supervisor.assumeIsolated { $0.stop() } }
    // It never fails.
    try? monitor.finished.wait()
    alarm.cancel()
    monitor.stop()
    return readings.all
  }
}

/// The last reading of each engine.
private final class EngineReadings: Sendable {
  private let readings = Mutex<[String: EngineReading]>([:])

  func take(_ reading: EngineReading) { readings.withLock { $0[reading.name] = reading } }

  var all: [EngineReading] { readings.withLock { $0.values.sorted { $0.name < $1.name } } }
}
