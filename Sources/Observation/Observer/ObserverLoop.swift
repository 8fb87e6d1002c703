import Engines
import LinuxSystem
import Topology

/// What the observer's own thread does: follows the kernel, joins it with what the engines said last, publishes.
///
/// It waits for nobody: whatever may take long is done by other threads, which put what they found into the inbox.
struct ObserverLoop: ~Copyable {
  /// What reaches the thread from others.
  enum Message: Sendable {
    case kernel(Delivery)
    case engine(EngineReading)
    case deepScan(DeepScanResult)
    case shown(Set<NamespaceID>)
    case refresh
    case stop
  }

  private let inbox: Mailbox<Message>
  private let timer: TimerDescriptor
  private let epoll: Epoll
  private let pace: Observer.Pace
  private var events: KernelEvents
  private var kernel: KernelObservation
  private var deep: DeepScanner
  private var press: Press
  private var shown: Set<NamespaceID> = []
  private var nextTick: Instant

  private enum Token {
    static let inbox: UInt64 = 0
    static let timer: UInt64 = 1
    static let links: UInt64 = 2
    static let mounts: UInt64 = 3
  }

  init(_ inbox: Mailbox<Message>, _ updates: UpdateBox, _ pace: Observer.Pace) throws {
    let timer = try TimerDescriptor()
    let epoll = try Epoll()
    let events = try KernelEvents()
    try epoll.add(inbox.rawValue, .input, token: Token.inbox)
    try epoll.add(timer.rawValue, .input, token: Token.timer)
    try epoll.add(events.links, .input, token: Token.links)
    // Edge-triggered: the state is taken back only by reading that very descriptor to its end.
    try epoll.add(events.mountTable, [.priority, .edgeTriggered], token: Token.mounts)
    kernel = try KernelObservation(threads: pace.threads) { inbox.send(.kernel($0)) }
    self.events = events
    self.timer = timer
    self.epoll = epoll
    self.inbox = inbox
    self.pace = pace
    press = Press(updates)
    deep = DeepScanner(interval: pace.deepInterval)
    nextTick = Instant.now.advanced(by: pace.interval)
  }

  /// Works until it is told to stop.
  mutating func run() throws(SystemError) {
    while true {
      try work(at: .now)
      for ready in try epoll.wait() {
        switch ready.token {
        case Token.links: kernel.hear(from: &events, at: .now)
        case Token.mounts: kernel.noteMounts()
        case Token.timer: timer.expirations()
        default: guard takeMessages(at: .now) else { return }
        }
      }
    }
  }

  /// Does what is due, and sets the timer for what will be.
  private mutating func work(at now: Instant) throws(SystemError) {
    if nextTick <= now {
      kernel.tick(at: now, shown: shown)
      nextTick = now.advanced(by: pace.interval)
    }
    kernel.work(at: now, deep.findings)
    let inbox = inbox
    if kernel.model.isDiscovered {
      deep.startIfDue(hidden: kernel.model.hidden, now: now) { inbox.send(.deepScan($0)) }
    }
    let sources = [kernel.source(now: now), deep.source(now: now)]
    press.publishIfDue(&kernel, sources, at: now)
    let due = [nextTick, kernel.nextDue, press.nextDue(at: now)].compactMap { $0 }.min() ?? nextTick
    try timer.arm(after: due.nanoseconds - min(due.nanoseconds, Instant.now.nanoseconds))
  }

  /// - Returns: false where it is to stop.
  private mutating func takeMessages(at now: Instant) -> Bool {
    for message in inbox.receive() {
      switch message {
      case .kernel(let delivery): kernel.take(delivery, at: now)
      case .engine(let reading): press.take(reading)
      case .deepScan(let result):
        deep.finish(result)
        kernel.wantScan()
      case .shown(let namespaces): shown = namespaces
      case .refresh: kernel.readAgain(at: now)
      case .stop: return false
      }
    }
    return true
  }
}
