import LinuxSystem
import Topology

/// A ``KernelModel`` with the scanner and the threads that do its work.
struct KernelObservation: ~Copyable {
  private(set) var model: KernelModel
  private var scanner: NamespaceScanner
  private let readers: NamespaceReaders
  private var countersDue: Instant?
  private var mountsChanged = true
  /// What does not work, and why.
  private var failures: [(part: Part, reason: String)] = []

  private enum Part { case scan, events, reading, counters }

  /// So long netlink may take to answer before the counters are read in another way.
  private static let countersPatience: UInt64 = 100_000_000

  /// Starts the threads, which hand what they find out to `deliver`. Gantry's own namespace is read at once, before it is
  /// known what others there are: on a large host that takes longer than looking for them.
  init(
    threads: Int = 2, firstTables: TableScope = .none, _ deliver: @escaping NamespaceReaders.Deliver
  ) throws(SystemError) {
    let readers = try NamespaceReaders(count: threads, deliver)
    let scanner = try NamespaceScanner()
    let own = FoundNamespace(id: scanner.own, handles: [.own])
    var model = KernelModel(firstTables: firstTables)
    try readers.submit(model.readAhead(own, at: .now), own: own.id, [])
    self.model = model
    self.scanner = scanner
    self.readers = readers
  }

  /// How the kernel does as a source.
  func source(now: Instant) -> Source {
    guard let failure = failures.first else { return KernelSources.kernel(model, now: now) }
    let readAt = model.entries.compactMap { $0.reading?.readAt }.max()
    return Source(name: Source.kernelName, state: .failed, detail: failure.reason, readAt: readAt)
  }

  /// True where everything that a tick asked for has come.
  var isAtRest: Bool { countersDue == nil && model.isAtRest }

  /// When there will be something to do.
  var nextDue: Instant? { [model.nextDue, countersDue].compactMap { $0 }.min() }

  /// A mount has come or gone.
  mutating func noteMounts() {
    mountsChanged = true
    model.isScanDue = true
  }

  /// Looks for namespaces again, whether or not something calls for it.
  mutating func wantScan() { model.isScanDue = true }

  /// Takes over what events tell.
  mutating func hear(from events: inout KernelEvents, at now: Instant) {
    do {
      let heard = try events.receive()
      for (event, number) in heard.events { model.hear(event, from: number, at: now) }
      if !heard.isComplete { model.loseTrack(at: now) }
      succeed(.events)
    } catch {
      fail(.events, "\(error)")
      model.loseTrack(at: now)
    }
  }

  /// Takes over what a thread found out.
  mutating func take(_ delivery: Delivery, at now: Instant) {
    switch delivery {
    case .readings(let result):
      model.take(result, at: now)
      succeed(.reading)
    case .answers(let answers): model.take(answers)
    case .numbers(let numbers): model.take(numbers: numbers)
    case .counters(let counters):
      countersDue = nil
      model.take(counters)
      succeed(.counters)
    case .failed(let reason): fail(.reading, reason)
    }
  }

  /// Plans what is due once a second.
  mutating func tick(at now: Instant, shown: Set<NamespaceID>) {
    model.tick(at: now, shown: shown)
    do throws(SystemError) {
      try readCounters(at: now)
    } catch {
      fail(.counters, "\(error)")
    }
  }

  /// Has the counters of gantry's own links read.
  mutating func readCounters(at now: Instant) throws(SystemError) {
    try readers.readCounters()
    countersDue = now.advanced(by: Self.countersPatience)
  }

  /// Looks for namespaces where that is due, and has everything done that is to be done now.
  mutating func work(at now: Instant, _ findings: [DeepFinding]) {
    scanIfDue(at: now, findings)
    readCountersOtherwiseIfDue(at: now)
    guard let own = model.own else { return }
    while let work = model.nextWork(at: now) {
      do {
        try readers.submit(work, own: own, model.entries)
      } catch {
        fail(.reading, "\(error)")
      }
    }
  }

  private mutating func scanIfDue(at now: Instant, _ findings: [DeepFinding]) {
    guard model.isScanDue else { return }
    model.isScanDue = false
    do {
      if let scan = try scanner.scan(mountsChanged: mountsChanged, findings) { model.take(scan, at: now) }
      mountsChanged = false
      succeed(.scan)
    } catch {
      fail(.scan, "\(error)")
    }
  }

  /// Where the kernel is busy taking down namespaces, netlink does not answer, but `/proc/net/dev` does.
  private mutating func readCountersOtherwiseIfDue(at now: Instant) {
    guard let due = countersDue, due <= now else { return }
    countersDue = nil
    do {
      model.take(HostCounters(try NetworkDevices.current(), readAt: now))
    } catch {
      fail(.counters, "\(error)")
    }
  }

  /// Connects everything anew; nil where no namespace was found yet.
  mutating func connect() -> Wiring? {
    model.news = []
    return model.connect()
  }

  /// Everything, connected.
  mutating func reading(_ wiring: Wiring, at now: Instant, isLast: Bool = false) -> KernelReading {
    model.reading(wiring, host: SystemName.host, time: .now, now: now, isLast: isLast)
  }

  /// Reads everything again, whether or not something calls for it.
  mutating func readAgain(at now: Instant) { model.loseTrack(at: now) }

  /// The same picture with newer figures.
  mutating func refresh(_ snapshot: Snapshot, sources: [Source], at now: Instant) -> Snapshot {
    model.news.remove(.figures)
    return model.refresh(snapshot, sources: sources, time: .now, now: now)
  }

  private mutating func fail(_ part: Part, _ reason: String) {
    guard !failures.contains(where: { $0 == (part, reason) }) else { return }
    succeed(part)
    failures.append((part, reason))
    model.news.insert(.structure)
  }

  private mutating func succeed(_ part: Part) { failures.removeAll { $0.part == part } }
}

extension Timestamp {
  /// The time of day.
  static var now: Timestamp { Timestamp(nanoseconds: Int64(SystemClock.realtime())) }
}

extension Instant {
  /// The present.
  static var now: Instant { Instant(nanoseconds: SystemClock.monotonic()) }
}
