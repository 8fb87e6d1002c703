import CursesTerminal
import Dashboard
import Engines
import Execution
import Glibc
import LinuxSystem
import Observation
import Planning
import Screen
import Topology

/// Runs the dashboard: the one thread that owns the terminal and the state.
///
/// It waits for the terminal, for signals and for the observer, makes messages of what comes, and carries out the
/// effects. What changed is drawn at once, as far as ``FramePacer`` lets it.
struct DashboardLoop: ~Copyable {
  private let terminal: CursesTerminal
  private let observer: Observer
  private let changes: ChangeWorker
  private let epoll: Epoll
  private let signals: SignalDescriptor
  private var state: State
  private var drawing: Drawing?
  private var drawn: UInt64?
  private var pacer = FramePacer()
  /// The most urgent of what happened since the last frame.
  private var occasion = FramePacer.Occasion.figures
  private var inSight: Set<NamespaceID> = []
  private var exitCode: Int32?
  /// Whether a signal has said that it ends.
  private var isStopping = false
  /// What has become of a change that a signal ended, for the terminal that is given back.
  private(set) var lastWords: String?
  private var zone = ZoneOffset.utc
  private var pictures: DashboardPictures
  private var stamp: UInt64 = 0
  /// Two writes within one tick of the file system's clock have one stamp: after each change the ledger is read twice.
  private var ledgerHasJustChanged = false

  private enum Token {
    static let input: UInt64 = 0
    static let signals: UInt64 = 1
    static let observer: UInt64 = 2
    static let changes: UInt64 = 3
  }

  /// Takes over the terminal. `signals` are those of ``Self/signals``, blocked before any thread was started.
  init(
    terminal: CursesTerminal, observer: Observer, changes: ChangeWorker, permission: Permission,
    signals: consuming SignalDescriptor
  ) throws(SystemError) {
    epoll = try Epoll()
    self.terminal = terminal
    self.observer = observer
    self.changes = changes
    self.signals = signals
    // Why it cannot be read is told when all of the ledger is, right after the first picture.
    pictures = DashboardPictures((try? changes.state.registry()) ?? Registry())
    state = State(size: terminal.size, glyphs: terminal.capabilities.glyphs, permission: permission)
  }

  /// What the loop wants to hear of instead of dying from it.
  static let signalNumbers = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]

  /// Works until somebody quits.
  /// - Returns: the exit code: 0, or 128 and the number of the signal that ended it.
  mutating func run() throws(SystemError) -> Int32 {
    try epoll.add(terminal.inputDescriptor, .input, token: Token.input)
    try epoll.add(signals.rawValue, .input, token: Token.signals)
    try epoll.add(observer.rawValue, .input, token: Token.observer)
    try epoll.add(changes.news.rawValue, .input, token: Token.changes)
    if let notice = terminal.notice { send(.noticed(notice)) }
    while true {
      drawIfDue()
      if let exitCode {
        // Nothing is left half done.
        guard state.isChangingHost else { return exitCode }
      }
      let ready = try epoll.wait(milliseconds: patience())
      for source in ready {
        switch source.token {
        case Token.signals: takeSignals()
        case Token.observer: takeUpdate()
        case Token.changes: for message in changes.news.receive() { take(message) }
        default: break
        }
      }
      try takeInput()
      // What waits to be drawn is drawn first.
      if !isDrawingDue, let wakesAt = state.wakesAt, wakesAt <= now { send(.tick) }
    }
  }

  private var now: Instant { Instant(nanoseconds: SystemClock.monotonic()) }

  private mutating func send(_ message: Message) {
    occasion = max(occasion, message.occasion)
    for effect in state.update(message, at: now) { carryOut(effect) }
  }

  private mutating func takeInput() throws(SystemError) {
    guard exitCode == nil || !terminal.hasHungUp else { return }
    for event in terminal.readEvents(now: SystemClock.monotonic()) { send(.input(event, on: drawing)) }
    guard terminal.hasHungUp else { return }
    stop(by: SIGHUP)
    try epoll.remove(terminal.inputDescriptor)
  }

  private mutating func takeUpdate() {
    guard let update = observer.take() else { return }
    adjustClock()
    send(pictures.take(update.snapshot, changes: update.changes))
    readLedgerIfChanged(update.snapshot)
  }

  /// Looks whether anything was written down by this gantry or another one.
  private mutating func readLedgerIfChanged(_ snapshot: Snapshot) {
    guard let host = snapshot.hostNamespace?.cookie, !state.isChangingHost else { return }
    let stamp = changes.state.stamp
    let hasChanged = stamp != self.stamp
    guard hasChanged || ledgerHasJustChanged || changes.isUnsettled else { return }
    self.stamp = stamp
    ledgerHasJustChanged = hasChanged
    changes.readLedger(host: host)
  }

  /// Something came of a change.
  private mutating func take(_ message: Message) {
    if isStopping, case .change(.failed(let failure), _) = message { lastWords = failure.report }
    if case .ledger(let ledger) = message, let picture = pictures.take(ledger.registry) { send(picture) }
    send(message)
  }

  /// Tells where the clock on the wall stands against UTC, at the start and when summer or winter time begins.
  private mutating func adjustClock() {
    let current = ZoneOffset(seconds: SystemClock.zoneOffset(at: SystemClock.realtime()))
    guard current != zone else { return }
    zone = current
    send(.zone(current))
  }

  private mutating func takeSignals() {
    while let signal = signals.next() {
      switch signal {
      case SIGWINCH: if let size = terminal.resize() { send(.input(.resize(size), on: nil)) }
      case SIGTSTP: if !state.isChangingHost { carryOut(.suspend) }
      case SIGCONT: terminal.redraw()
      default: stop(by: signal)
      }
    }
  }

  /// The first signal ends the dashboard, when what is being changed is rolled back; the next ones change nothing.
  private mutating func stop(by signal: CInt) {
    let name = StopSignals.name(of: signal)
    if !isStopping {
      isStopping = true
      exitCode = 128 + signal
      send(.stopping(name))
    } else if state.isChangingHost {
      send(.noticed("\(name): waiting for this: \(changes.runningStep ?? "the next step")"))
    }
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: exitCode = 0
    case .suspend: suspend()
    case .redraw: terminal.redraw()
    case .copy(let text): terminal.copy(text)
    case .mouse(let isOurs): terminal.setMouse(enabled: isOurs)
    case .plan(let request): changes.plan(request)
    case .carryOut(let request, let plan): changes.carryOut(request, plan)
    case .cancel: changes.cancel()
    case .openShell(let namespace): openShell(in: namespace)
    }
  }

  /// Stops the whole job, whoever else is in it (sudo, make), as the terminal would on Ctrl-Z.
  private mutating func suspend() {
    guard getsid(0) != getpgrp() else {
      send(.failed(.suspend, "there is no shell to go back to"))
      return
    }
    terminal.suspend()
    kill(0, SIGSTOP)
    if let size = terminal.resume() { send(.input(.resize(size), on: nil)) }
  }

  private mutating func openShell(in namespace: NamespaceID) {
    guard let snapshot = pictures.observed else { return }
    terminal.suspend()
    do {
      try NamespaceShell(snapshot: snapshot).run(in: namespace)
    } catch {
      send(.failed(.openShell(namespace), (error as? CommandFailure)?.message ?? "\(error)"))
    }
    if let size = terminal.resume() { send(.input(.resize(size), on: nil)) }
  }

  /// Draws what changed, unless there were too many frames of late: then ``patience()`` ends when there were not.
  private mutating func drawIfDue() {
    let now = SystemClock.monotonic()
    guard isDrawingDue, pacer.wait(at: now, for: occasion) == 0 else { return }
    let drawing = state.draw()
    terminal.present(drawing.frame)
    self.drawing = drawing
    drawn = state.version
    pacer.draw(at: now, for: occasion)
    occasion = .figures
    let inSight = state.namespacesInSight
    if inSight != self.inSight { observer.show(inSight) }
    self.inSight = inSight
  }

  private var isDrawingDue: Bool { drawn != state.version }

  /// How long nothing needs to be done, in milliseconds, rounded up; nil without limit.
  private func patience() -> CInt? {
    let waits = [
      isDrawingDue
        ? pacer.wait(at: SystemClock.monotonic(), for: occasion)
        : state.wakesAt.map { Self.remaining(until: $0.nanoseconds) },
      terminal.inputDeadline.map { Self.remaining(until: $0) },
    ]
    return waits.compactMap { $0 }.min().map { CInt(clamping: ($0 + 999_999) / 1_000_000) }
  }

  private static func remaining(until deadline: UInt64) -> UInt64 {
    let now = SystemClock.monotonic()
    return deadline > now ? deadline - now : 0
  }
}

extension ChangeFailure {
  /// What has become of it, in lines.
  fileprivate var report: String {
    ([step.map { "cannot \($0): \(reason)" } ?? reason] + reverted.reversed().map { "  rolled back: \($0)" }
      + remaining.map { "  NOT rolled back: \($0)" }).map { $0.printable + "\n" }.joined()
  }
}

extension Message {
  /// What a frame that shows it is drawn for.
  fileprivate var occasion: FramePacer.Occasion {
    switch self {
    case .observed(_, let changes): changes.isEmpty ? .figures : .change
    case .tick: .figures
    default: .input
    }
  }
}
