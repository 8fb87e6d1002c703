import CLinux
import Glibc
import SystemPackage

/// A timer to wait for in `Epoll` (timerfd_create(2), `CLOCK_MONOTONIC`).
public struct TimerDescriptor: ~Copyable, Sendable {
  private let descriptor: OwnedDescriptor

  /// A timer that is not armed.
  public init() throws(SystemError) {
    descriptor = OwnedDescriptor(owning: try syscall("timerfd_create") { cl_timer() })
  }

  /// For `Epoll.add`: readable once it has expired.
  public var rawValue: CInt { descriptor.rawValue }

  /// Arms it `after` nanoseconds from now (0 counts as 1), then every `interval` nanoseconds (0: once).
  public func arm(after delay: UInt64, every interval: UInt64 = 0) throws(SystemError) {
    try set(max(delay, 1), interval)
  }

  /// Disarms it.
  public func disarm() throws(SystemError) { try set(0, 0) }

  /// The number of expirations since it was last asked; 0 where there was none.
  @discardableResult
  public func expirations() -> UInt64 {
    var count: UInt64 = 0
    // EAGAIN is the only failure of a valid timerfd on this clock, and means 0.
    _ = try? syscall { read(descriptor.rawValue, &count, 8) }
    return count
  }

  private func set(_ delay: UInt64, _ interval: UInt64) throws(SystemError) {
    try syscall("timerfd_settime") { cl_timer_set(descriptor.rawValue, delay, interval) }
  }
}
