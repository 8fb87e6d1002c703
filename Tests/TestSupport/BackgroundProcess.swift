import Foundation
import Glibc

/// A child process. A thread of its own starts it and waits for it, so that the kernel can be asked to end the
/// child with that thread, and so that its end can be waited for on a descriptor.
package final class BackgroundProcess: @unchecked Sendable {
  // `@unchecked`: everything mutable is touched under `lock` only; the descriptors are constants.
  private let lock = NSLock()
  private var result = Output()
  private var inputIsOpen = true

  private let command: String
  private let pipes: ChildPipes
  private let child = Child()
  /// The number of the child; meaningless once `isRunning` is false.
  package var pid: Int32 { child.pid }

  init(_ command: Command, endsWithUs: Bool) throws {
    self.command = command.description
    pipes = try ChildPipes()
    let started = DispatchSemaphore(value: 0)
    let failure = Handover<Int32>()
    let vector = (endsWithUs ? ["setpriv", "--pdeathsig", "TERM", "--"] : []) + command.vector
    // The thread must not hold the object: that would keep it, and the child with it, for as long as the child runs.
    Thread.detachNewThread { [pipes, child] in
      let (pid, error) = pipes.spawn(vector, environment: command.environment)
      failure.value = error
      child.pid = pid
      started.signal()
      guard error == 0 else { return }
      child.reap()
      pipes.announceExit()
    }
    started.wait()
    if let error = failure.value, error != 0 {
      throw CommandError(command: self.command, reason: String(cString: strerror(error)), output: Output())
    }
  }

  deinit {
    kill()
    pipes.close()
  }

  /// What it wrote so far; the status counts once it has ended.
  package var output: Output {
    var output = lock.withLock { result }
    output.status = child.status ?? 0
    return output
  }

  package var isRunning: Bool { child.status == nil }

  /// Sends a signal, unless it has ended already.
  package func signal(_ number: Int32) { child.signal(number) }

  /// Ends it the hard way and waits until it is gone.
  package func kill() {
    signal(SIGKILL)
    _ = waitForExit(within: .seconds(10))
  }

  /// Asks it to end, and makes it end when it has not within the limit; true when asking was enough.
  @discardableResult
  package func terminate(within limit: Duration = .seconds(10)) -> Bool {
    signal(SIGTERM)
    if collect(within: limit) { return true }
    kill()
    return false
  }

  package func waitForExit(within limit: Duration) -> Bool {
    Poll.readable([pipes.exit], within: limit).contains(pipes.exit)
  }

  package func write(_ text: String) {
    ChildPipes.write(text, to: pipes.input.write)
  }

  /// Sends end of file, after the text.
  package func closeInput(after text: String = "") {
    let mustClose = lock.withLock {
      defer { inputIsOpen = false }
      return inputIsOpen
    }
    guard mustClose else { return }
    pipes.feed(text)
  }

  /// Reads what it writes until it ends; false when it has not ended within the limit.
  package func collect(within limit: Duration) -> Bool {
    read(within: limit) { _ in false } == .ended
  }

  /// Goes on reading what it writes for as long as it runs: who writes into a full pipe stands still, and dockerd does so
  /// with all that its log's lock holds up.
  package func keepReading() {
    Thread.detachNewThread { [weak self] in
      while let process = self, process.isRunning {
        process.drain()
        let descriptors = process.lock.withLock { process.pipes.openOutputs } + [process.pipes.exit]
        _ = Poll.readable(descriptors, within: .milliseconds(200))
      }
    }
  }

  /// Reads until one of its streams has a line that contains the text.
  /// - Throws: `CommandError` when it ends, or the limit passes, without such a line.
  package func waitForLine(containing text: String, within limit: Duration = .seconds(30)) throws {
    let seen = { (output: Output) in output.standardOutput.contains(text) || output.standardError.contains(text) }
    let outcome = read(within: limit, until: seen)
    guard outcome == .satisfied else {
      let reason = outcome == .ended ? "ended before it wrote “\(text)”" : "did not write “\(text)” within \(limit)"
      throw CommandError(command: command, reason: reason, output: output)
    }
  }

  private enum Outcome { case satisfied, ended, late }

  private func read(within limit: Duration, until isEnough: (Output) -> Bool) -> Outcome {
    let deadline = ContinuousClock.now + limit
    while true {
      // Asked before the drain: what a child wrote before it ended is then never missed.
      let ended = !isRunning
      drain()
      if isEnough(output) { return .satisfied }
      if ended { return .ended }
      let left = deadline - .now
      guard left > .zero else { return .late }
      let outputs = lock.withLock { pipes.openOutputs }
      _ = Poll.readable(outputs + [pipes.exit], within: left)
    }
  }

  private func drain() {
    lock.withLock {
      result.standardOutput += pipes.drain(pipes.output)
      result.standardError += pipes.drain(pipes.error)
    }
  }
}

/// The process itself, which the thread that waits for it shares.
private final class Child: @unchecked Sendable {
  // `@unchecked`: `pid` is set once, before a semaphore hands the object over; the rest is touched under `lock` only.
  var pid: Int32 = 0
  private let lock = NSLock()
  private var exitStatus: Int32?

  /// How it ended, as a shell says it; nil while it runs.
  var status: Int32? { lock.withLock { exitStatus } }

  func signal(_ number: Int32) {
    lock.withLock { if exitStatus == nil { _ = kill(pid, number) } }
  }

  /// Waits for its end.
  func reap() {
    var information = siginfo_t()
    // It stays a zombie, and its number its own, until nobody can signal it any more.
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    lock.withLock {
      var status: Int32 = 0
      waitpid(pid, &status, 0)
      exitStatus = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
  }
}

/// A value handed from one thread to another, ordered by something else (a semaphore).
private final class Handover<Value>: @unchecked Sendable {
  var value: Value?
}
