import CBench
import Foundation
import LinuxSystem

/// A program on a terminal of its own, whose screen is looked at as soon as it changes.
final class TerminalProgram {
  let process: pid_t
  /// When it was started, in nanoseconds of the monotonic clock.
  let startedAt: UInt64
  /// How many bytes it has sent to the terminal.
  private(set) var sentBytes = 0

  private let terminal: CInt
  private let screen: VirtualScreen
  private var hasEnded = false

  init(_ arguments: [String], rows: Int, columns: Int) throws {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    screen = VirtualScreen(rows: rows, columns: columns)
    var terminal: CInt = -1
    startedAt = SystemClock.monotonic()
    process = cb_start_on_terminal(words, CInt(rows), CInt(columns), &terminal)
    self.terminal = terminal
    guard process > 0 else { throw BenchError("no terminal for \(arguments[0])") }
  }

  deinit { stop() }

  /// The text on the screen.
  var text: String { screen.text }

  /// Presses keys.
  func press(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  /// Waits until the screen is as wanted.
  /// - Returns: when it was, in nanoseconds of the monotonic clock.
  @discardableResult
  func wait(seconds: Double = 30, for what: String, _ isDone: (VirtualScreen) -> Bool) throws -> UInt64 {
    let deadline = SystemClock.monotonic() + UInt64(seconds * 1e9)
    if isDone(screen) { return SystemClock.monotonic() }
    while SystemClock.monotonic() < deadline, !hasEnded {
      guard let at = receive(until: deadline) else { continue }
      if isDone(screen) { return at }
    }
    throw BenchError("\(what) did not come to the screen:\n\(text)")
  }

  /// Lets it work for a while, reading what it writes.
  func watch(seconds: Double) {
    let deadline = SystemClock.monotonic() + UInt64(seconds * 1e9)
    while SystemClock.monotonic() < deadline, !hasEnded { receive(until: deadline) }
  }

  /// Ends it.
  func stop() {
    guard !hasEnded || process > 0 else { return }
    hasEnded = true
    kill(process, SIGKILL)
    var status: CInt = 0
    if waitpid(process, &status, 0) == process { close(terminal) }
  }

  /// - Returns: when something came; nil where nothing did.
  @discardableResult
  private func receive(until deadline: UInt64) -> UInt64? {
    let now = SystemClock.monotonic()
    guard now < deadline else { return nil }
    var entry = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, CInt((deadline - now + 999_999) / 1_000_000)) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(terminal, &bytes, bytes.count)
    guard count > 0 else {
      hasEnded = true
      return nil
    }
    let at = SystemClock.monotonic()
    sentBytes += count
    let answer = screen.feed(bytes[..<count])
    if !answer.isEmpty { _ = write(terminal, answer, answer.count) }
    return at
  }
}
