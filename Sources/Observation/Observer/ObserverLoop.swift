import Engines
import LinuxSystem
import Topology

/// What the observer's own thread does: reads the kernel by the clock and when something calls for it, joins it with what
/// the engines said last, publishes. It waits for nobody but the kernel.
struct ObserverLoop: ~Copyable {
  /// What reaches the thread from others.
  enum Message: Sendable {
    case engine(EngineReading)
    case deepScan(DeepScanResult)
    case refresh
    case stop
  }

  private let inbox: Mailbox<Message>
  private let updates: UpdateBox
  private let pace: Observer.Pace
  private let timer: TimerDescriptor
  private let epoll: Epoll
  private var kernel: KernelReader
  private var deep: DeepScanner
  private var engines: [EngineReading] = []
  private var knownLocal: Set<String> = []
  private var last: KernelReader.Outcome?
  private var lastReadAt: UInt64 = 0
  private var nextReadAt: UInt64 = 0

  /// The least time between two readings, in nanoseconds, and how long to wait for more of what calls for one.
  private static let rest: UInt64 = 100_000_000
  private static let coalescing: UInt64 = 20_000_000

  private enum Token {
    static let inbox: UInt64 = 0
    static let timer: UInt64 = 1
  }

  init(_ inbox: Mailbox<Message>, _ updates: UpdateBox, _ pace: Observer.Pace) throws(SystemError) {
    let timer = try TimerDescriptor()
    let epoll = try Epoll()
    try epoll.add(inbox.rawValue, .input, token: Token.inbox)
    try epoll.add(timer.rawValue, .input, token: Token.timer)
    kernel = try KernelReader()
    self.timer = timer
    self.epoll = epoll
    self.inbox = inbox
    self.updates = updates
    self.pace = pace
    deep = DeepScanner(interval: pace.deepInterval)
  }

  /// Works until it is told to stop.
  mutating func run() throws(SystemError) {
    try timer.arm(after: 0)
    while true {
      for ready in try epoll.wait() {
        switch ready.token {
        case Token.timer:
          timer.expirations()
          read()
          try read(after: pace.interval)
        default:
          guard try takeMessages() else { return }
        }
      }
    }
  }

  /// - Returns: false where it is to stop.
  private mutating func takeMessages() throws(SystemError) -> Bool {
    var isNews = false
    for message in inbox.receive() {
      switch message {
      case .engine(let reading): isNews = take(reading) || isNews
      case .deepScan(let result):
        deep.finish(result)
        isNews = true
      case .refresh: isNews = true
      case .stop: return false
      }
    }
    if isNews { try readSoon() }
    return true
  }

  /// Reads earlier than planned; never later, however much news there is.
  private mutating func readSoon() throws(SystemError) {
    let now = SystemClock.monotonic()
    let soon = max(now + Self.coalescing, lastReadAt + Self.rest)
    if soon < nextReadAt { try read(after: soon - now) }
  }

  private mutating func read(after delay: UInt64) throws(SystemError) {
    nextReadAt = SystemClock.monotonic() + delay
    try timer.arm(after: delay)
  }

  private mutating func read() {
    lastReadAt = SystemClock.monotonic()
    let now = Instant(nanoseconds: lastReadAt)
    do {
      let outcome = try kernel.read(deep.findings)
      last = outcome
      publish(outcome.reading, now)
    } catch {
      publish(Self.failed(last?.reading, "\(error)", now), now)
    }
    let inbox = inbox
    deep.startIfDue(hidden: last?.hidden ?? [], now: now) { inbox.send(.deepScan($0)) }
  }

  private mutating func publish(_ reading: KernelReading, _ now: Instant) {
    var reading = reading
    reading.sources.append(deep.source(now: now))
    let joined = Joining(reading, engines, knownLocal: knownLocal).joined()
    knownLocal.formUnion(joined.provedLocal)
    updates.put(joined.snapshot)
  }

  /// The picture of before with the kernel's failure, or an empty one.
  private static func failed(_ last: KernelReading?, _ reason: String, _ now: Instant) -> KernelReading {
    let source = Source(name: "kernel", state: .failed, detail: reason, readAt: last?.instant)
    var reading =
      last
      ?? KernelReading(
        host: SystemName.host, time: Timestamp(nanoseconds: Int64(SystemClock.realtime())), instant: now,
        own: NamespaceID(device: 0, inode: 0), namespaces: [], processes: [], sources: [])
    reading.sources = [source]
    return reading
  }

  /// Puts an engine's reading in the place of its last one.
  /// - Returns: false where only the time of the reading differs.
  private mutating func take(_ reading: EngineReading) -> Bool {
    let position = engines.partitioningIndex { $0.name >= reading.name }
    guard position < engines.count, engines[position].name == reading.name else {
      engines.insert(reading, at: position)
      return true
    }
    var before = engines[position]
    engines[position] = reading
    before.source.readAt = reading.source.readAt
    return before != reading
  }
}
