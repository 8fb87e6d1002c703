import Execution
import Glibc
import LinuxSystem
import Screen
import Synchronization
import SystemPackage

/// The signals that end a changing command from outside.
///
/// Before the change they end the process at once, during the change they end the plan after the running step. They are
/// blocked before the first thread exists, so that no thread of a library takes them, and a thread of gantry's own waits
/// for them. The thread that changes the host looks for them too, before each step: a signal that was sent during a step
/// is heeded right after it.
final class StopSignals: Sendable {
  /// Those of this process.
  static let shared = StopSignals()

  private enum Phase {
    /// Nothing has been done yet.
    case planning
    case changing(title: String, isCancellable: Bool)
    /// All of it has been done, or rolled back.
    case done
    /// A program that was started has the terminal.
    case child
  }

  private struct Progress {
    var source: Source?
    var phase = Phase.planning
    /// The first signal during the change.
    var first: CInt?
    /// The running step, as a person reads it.
    var step: String?
    var isRollingBack = false
  }

  private let progress = Mutex(Progress())

  /// Blocks the signals, and waits for them on a thread. To be called before any other thread exists.
  ///
  /// A signal that is ignored, as nohup(1) has it, stays so.
  func listen() throws(SystemError) {
    let source = Source(try SignalDescriptor([SIGHUP, SIGINT, SIGQUIT, SIGTERM].filter { !Self.isIgnored($0) }))
    progress.withLock { $0.source = source }
    try startThread("signals") { [self] in
      while true {
        source.wait()
        progress.withLock { Self.take(&$0) }
      }
    }
  }

  /// Does what must not end between two steps.
  /// - Parameters:
  ///   - title: what is changed, as a person reads it.
  ///   - isCancellable: a signal rolls it back; what is itself a roll-back goes on to its end.
  /// - Throws: what `body` throws; a ``CommandFailure`` where a signal came, but everything had been done.
  func changing(_ title: String, isCancellable: Bool = true, _ body: () throws -> Void) throws {
    progress.withLock { progress in
      Self.take(&progress)
      progress.phase = .changing(title: title, isCancellable: isCancellable)
    }
    defer { progress.withLock { $0.phase = .done } }
    do {
      try body()
    } catch let failure as CommandFailure {
      throw CommandFailure(failure.message, details: failure.details, status: ending?.status ?? failure.status)
    }
    if let ending {
      throw CommandFailure("\(ending.name) came when everything had been done", status: ending.status)
    }
  }

  /// Leaves the terminal's signals to a program that was started, which gets them too.
  func leaveToChild() { progress.withLock { $0.phase = .child } }

  /// Whether the plan is to end before its next step.
  var isCancelled: Bool {
    progress.withLock { progress in
      Self.take(&progress)
      guard let signal = progress.first else { return false }
      if case .changing(let title, _) = progress.phase, !progress.isRollingBack {
        progress.isRollingBack = true
        Self.say(signal, "rolling back \"\(title)\" …")
      }
      return true
    }
  }

  /// The first signal that came during the change, and how the process ends because of it.
  var ending: (name: String, status: CInt)? { first.map { (Self.name(of: $0), Self.status($0)) } }

  private var first: CInt? {
    progress.withLock { progress in
      Self.take(&progress)
      return progress.first
    }
  }

  /// Follows the steps of a change.
  /// - Parameter words: what the step at a position does, as a person reads it; where it is rolled back, of the journal's
  ///   entry with the second number.
  func watch(_ words: @escaping @Sendable (Int, Int?) -> String?) -> Executor.Watch {
    { [self] checkpoint in
      progress.withLock { progress in
        switch checkpoint {
        case .begun(let position): progress.step = words(position, nil)
        case .effective: break
        case .recorded, .reverted: progress.step = nil
        case .reverting(let position, let number): progress.step = words(position, number).map { "roll back: \($0)" }
        }
      }
    }
  }

  private static func take(_ progress: inout Progress) {
    while let signal = progress.source?.next() { heed(signal, &progress) }
  }

  private static func heed(_ signal: CInt, _ progress: inout Progress) {
    switch progress.phase {
    case .planning: end(signal, "nothing was done")
    case .changing(_, let isCancellable):
      let isFirst = progress.first == nil
      progress.first = progress.first ?? signal
      switch (progress.step, isFirst && isCancellable) {
      case (let step?, true): say(signal, "the change ends after this step: \(step)")
      case (let step, false): say(signal, "waiting for this: \(step ?? "the next step")")
      case (nil, true): break
      }
    case .done: end(signal, "everything had been done")
    case .child: if signal != SIGINT, signal != SIGQUIT { _exit(status(signal)) }
    }
  }

  /// Ends the process without what atexit(3) has: other threads go on until then.
  private static func end(_ signal: CInt, _ words: String) -> Never {
    say(signal, words)
    _exit(status(signal))
  }

  private static func say(_ signal: CInt, _ words: String) {
    StandardError.write("gantry: \(name(of: signal)): \(words.printable)\n")
  }

  /// As shells count.
  private static func status(_ signal: CInt) -> CInt { 128 + signal }

  /// As a person knows it.
  static func name(of signal: CInt) -> String {
    switch signal {
    case SIGHUP: "SIGHUP"
    case SIGINT: "SIGINT"
    case SIGQUIT: "SIGQUIT"
    case SIGTERM: "SIGTERM"
    default: "signal \(signal)"
    }
  }

  private static func isIgnored(_ signal: CInt) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// A descriptor that threads share.
  private final class Source: Sendable {
    private let descriptor: SignalDescriptor

    init(_ descriptor: consuming SignalDescriptor) { self.descriptor = descriptor }

    func next() -> CInt? { descriptor.next() }

    /// Waits until there is a signal, and leaves it there.
    func wait() {
      var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      _ = poll(&entry, 1, -1)
    }
  }
}
