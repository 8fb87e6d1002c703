import NIOCore
import Topology

/// Watches one engine for as long as it is wanted: reads it, follows its events, and waits for it where it is not there.
///
/// It lives on the monitor's loop thread, which is its executor.
actor EngineWatch {
  private let candidate: EngineCandidate
  nonisolated let loop: any EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

  let client: EngineClient
  let timing: EngineTiming
  private let publish: @Sendable (EngineReport) -> Void
  private var state = Source.State.pending
  private var detail: String?
  private var facts: EngineFacts?
  private var readAt: Instant?

  private var isStopped = false
  private var named: Set<String> = []
  private var isStale = false
  private var hasBeenThere = false
  private var lastStart = NIODeadline.distantPast
  private var pause: EventLoopPromise<Void>?
  var following: EventLoopFuture<Void>?
  var eventsNotBefore = NIODeadline.distantPast
  var eventsBackOff = 1
  var lines = EventLines()

  init(
    _ candidate: EngineCandidate, socket: String, loop: any EventLoop, timing: EngineTiming,
    publish: @escaping @Sendable (EngineReport) -> Void
  ) {
    self.candidate = candidate
    self.loop = loop
    self.timing = timing
    self.publish = publish
    client = EngineClient(socket: socket, loop: loop, timing: timing)
  }

  /// Watches until `stop()`.
  func run(once: Bool = false) async {
    report()
    while !isStopped {
      await read()
      if once { return client.close() }
      if state == .ok { startFollowing() }
      await rest()
    }
    _ = await following?.outcome()
  }

  /// Ends the watch; what is under way fails at once.
  func stop() {
    isStopped = true
    client.close()
    pause?.succeed()
  }

  /// Reads again soon: at once, unless that was just done.
  func refresh(containers: Set<String> = []) {
    named.formUnion(containers)
    isStale = true
    pause?.succeed()
  }

  private func read() async {
    lastStart = .now()
    isStale = false
    // A look at the file system is a hundredth of a try to connect.
    if state == .absent, !client.hasSocket { return }
    let containers = named
    named = []
    let slow = loop.scheduleTask(in: TimeAmount(timing.slow)) { self.assumeIsolated { $0.fellBehind() } }
    defer { slow.cancel() }
    do {
      take(try await client.read(named: containers))
    } catch {
      // What was not read is still to be read.
      named.formUnion(containers)
      fail(error)
    }
  }

  private func take(_ facts: EngineFacts) {
    self.facts = facts
    hasBeenThere = true
    state = .ok
    detail = facts.version + Self.note(on: facts)
    // NIO reads CLOCK_MONOTONIC, as every Instant does.
    readAt = Instant(nanoseconds: NIODeadline.now().uptimeNanoseconds)
    report()
  }

  private static func note(on facts: EngineFacts) -> String {
    facts.withoutDetails == 0 ? "" : "; no details of \(facts.withoutDetails) containers"
  }

  private func fail(_ failure: EngineFailure) {
    guard !isStopped else { return }
    client.forget()
    // It was told so when it fell behind.
    if failure == .silent, state == .slow { return }
    if !failure.leavesFactsStanding {
      facts = nil
      readAt = nil
    }
    turn(failure.state, failure.description)
  }

  private func fellBehind() {
    guard !isStopped else { return }
    turn(.slow, "no answer for \(timing.slow.text)")
  }

  private func turn(_ state: Source.State, _ detail: String?) {
    if state != .absent { hasBeenThere = true }
    guard state != self.state || detail != self.detail else { return }
    self.state = state
    self.detail = detail
    report()
  }

  private func report() {
    guard !isStopped else { return }
    publish(
      EngineReport(
        candidate: candidate, state: state, detail: detail, facts: facts, readAt: readAt, daemonPid: client.daemonPid))
  }

  /// Between the starts of two readings.
  private var pace: Duration {
    if following != nil { return timing.poll }
    guard state == .absent else { return timing.pollWithoutEvents }
    return hasBeenThere ? timing.poll : timing.absence
  }

  /// Waits for the next reading's time, or for a reason to read before.
  private func rest() async {
    let next = lastStart + TimeAmount(pace)
    while !isStopped {
      let until = isStale ? min(next, lastStart + TimeAmount(timing.gap)) : next
      guard NIODeadline.now() < until else { return }
      await sleep(until: until)
    }
  }

  /// Waits; `refresh` and `stop` end it early.
  func sleep(until deadline: NIODeadline) async {
    let pause = loop.makePromise(of: Void.self)
    let alarm = loop.scheduleTask(deadline: deadline) { pause.succeed() }
    self.pause = pause
    _ = await pause.futureResult.outcome()
    self.pause = nil
    alarm.cancel()
  }
}
