import Foundation
import LinuxSystem
import Observation
import Topology

/// An observer at work in this process, and the picture that it has of the lab.
final class Watching {
  private let observer: Observer
  private(set) var picture: Snapshot?

  init() throws {
    observer = try Observer()
    try observer.start()
  }

  /// Waits until the picture is as wanted.
  /// - Returns: when it was, in nanoseconds of the monotonic clock.
  @discardableResult
  func wait(seconds: Double, until isDone: (Snapshot) -> Bool) throws -> UInt64 {
    let deadline = SystemClock.monotonic() + UInt64(seconds * 1e9)
    while SystemClock.monotonic() < deadline {
      receive(until: deadline)
      if let picture, isDone(picture) { return SystemClock.monotonic() }
    }
    throw BenchError("the picture did not become what it should within \(seconds) s")
  }

  /// Takes what comes, for a while.
  func watch(seconds: Double) {
    let deadline = SystemClock.monotonic() + UInt64(seconds * 1e9)
    while SystemClock.monotonic() < deadline { receive(until: deadline) }
  }

  private func receive(until deadline: UInt64) {
    let now = SystemClock.monotonic()
    guard now < deadline else { return }
    var entry = pollfd(fd: observer.rawValue, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, CInt((deadline - now + 999_999) / 1_000_000)) > 0 else { return }
    if let update = observer.take() { picture = update.snapshot }
  }
}
