import NIOCore
import Topology

/// Looks for engines, has each watched, and passes on what the watches tell, under the engines' names.
actor EngineSupervisor {
  nonisolated let loop: any EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

  private let discovery: EngineDiscovery
  private let timing: EngineTiming
  private let onReading: @Sendable (EngineReading) -> Void
  private var watches: [EngineCandidate.Address: EngineWatch] = [:]
  private var ends: [EventLoopFuture<Void>] = []
  private var names = EngineNames()
  private var kinds: [EngineCandidate.Address: EngineKind] = [:]
  /// Those worth a source of their own: somebody configured them, or was there once.
  private var shown: Set<EngineCandidate.Address> = []
  private var present: [EngineCandidate.Address: HostFiles.Identity] = [:]
  private var isStopped = false
  private var pause: EventLoopPromise<Void>?

  init(
    _ discovery: EngineDiscovery, loop: any EventLoop, timing: EngineTiming,
    onReading: @escaping @Sendable (EngineReading) -> Void
  ) {
    self.discovery = discovery
    self.loop = loop
    self.timing = timing
    self.onReading = onReading
  }

  /// Works until `stop()`, or with `once` until each engine answered or failed, and keeps the promise then.
  func start(once: Bool, _ finished: EventLoopPromise<Void>) {
    Task(executorPreference: EngineLoop.executor) {
      await self.run(once: once)
      finished.succeed()
    }
  }

  private func run(once: Bool) async {
    while !isStopped {
      discover(once: once)
      if once { break }
      await rest()
    }
    for end in ends { _ = await end.outcome() }
  }

  /// Ends all watches; nothing is passed on from now on.
  func stop() {
    isStopped = true
    pause?.succeed()
    // They share this actor's executor, so there is nothing to wait for.
    for watch in watches.values { watch.assumeIsolated { $0.stop() } }
  }

  /// Has every engine read again.
  func refresh() {
    for watch in watches.values { watch.assumeIsolated { $0.refresh() } }
  }

  private func discover(once: Bool) {
    let new = discovery.candidates().filter { watches[$0.address] == nil && !shown.contains($0.address) }
    let worthShowing = new.filter { $0.isConfigured || exists($0.address) }
    // A host without any engine says so once, of the place where most have theirs.
    let isFirst = watches.isEmpty && shown.isEmpty
    for candidate in worthShowing.isEmpty && isFirst ? Array(new.prefix(1)) : worthShowing { show(candidate) }
    for candidate in new { watch(candidate, once: once) }
  }

  private func exists(_ address: EngineCandidate.Address) -> Bool {
    guard case .socket(let path) = address else { return true }
    return discovery.files.identity(path) != nil
  }

  private func show(_ candidate: EngineCandidate) {
    shown.insert(candidate.address)
    _ = names.name(of: candidate.address, candidate.kind)
  }

  private func watch(_ candidate: EngineCandidate, once: Bool) {
    switch candidate.address {
    case .remote(let url):
      tell(candidate, .remote, "\(url) (\(candidate.reason)) runs its containers on another host")
    case .unintelligible(let text):
      let accepted = "unix:///PATH, or tcp:// or ssh:// for an engine on another host"
      tell(candidate, .failed, "\(candidate.reason) is \"\(text)\"; it must be \(accepted)")
    case .socket(let path):
      let watch = EngineWatch(candidate, socket: path, loop: loop, timing: timing) { [weak self] report in
        self?.assumeIsolated { $0.take(report) }
      }
      watches[candidate.address] = watch
      run(watch, once: once)
    }
  }

  /// Says of a place that is never asked why that is so.
  private func tell(_ candidate: EngineCandidate, _ state: Source.State, _ detail: String) {
    let name = names.name(of: candidate.address, candidate.kind)
    let source = Source(name: name, state: state, detail: detail)
    onReading(EngineReading(name: name, socket: candidate.address.text, source: source))
  }

  private func run(_ watch: EngineWatch, once: Bool) {
    let ended = loop.makePromise(of: Void.self)
    ends.append(ended.futureResult)
    Task(executorPreference: EngineLoop.executor) {
      await watch.run(once: once)
      ended.succeed()
    }
  }

  private func take(_ report: EngineReport) {
    guard !isStopped, !isSameAsAnother(report) else { return }
    let address = report.candidate.address
    if report.isPresent { shown.insert(address) }
    guard shown.contains(address) else { return }
    if let kind = report.facts?.kind { kinds[address] = kind }
    let before = names.known(address)
    let name = names.name(of: address, kinds[address] ?? report.candidate.kind)
    if let before, before != name { dismiss(before, report.candidate, now: name) }
    onReading(report.reading(name: name))
  }

  /// What was expected at a place turned out to be another engine: under the name it had until then there is none.
  private func dismiss(_ name: String, _ candidate: EngineCandidate, now other: String) {
    let source = Source(name: name, state: .absent, detail: "\(candidate.reason) leads to \(other)")
    onReading(EngineReading(name: name, socket: candidate.address.text, source: source))
  }

  /// True where the engine is shown under another of its names already: links to sockets come and go with engines.
  private func isSameAsAnother(_ report: EngineReport) -> Bool {
    let address = report.candidate.address
    present[address] = nil
    guard report.isPresent, let identity = discovery.files.identity(address.text) else { return false }
    if present.values.contains(identity) { return true }
    present[address] = identity
    return false
  }

  private func rest() async {
    let pause = loop.makePromise(of: Void.self)
    let alarm = loop.scheduleTask(in: TimeAmount(timing.discovery)) { pause.succeed() }
    self.pause = pause
    _ = await pause.futureResult.outcome()
    self.pause = nil
    alarm.cancel()
  }
}
