import CLinux
import Glibc
import SystemPackage

/// A counter to wake another thread with (eventfd(2)).
public struct EventDescriptor: ~Copyable, Sendable {
  private let descriptor: OwnedDescriptor

  /// A counter at 0; `blocking` says whether `take()` waits for a signal.
  public init(blocking: Bool = false) throws(SystemError) {
    let flags = CInt(EFD_CLOEXEC) | (blocking ? 0 : CInt(EFD_NONBLOCK))
    descriptor = OwnedDescriptor(owning: try syscall("eventfd") { eventfd(0, flags) })
  }

  /// For `Epoll.add`: readable while there is a signal to take.
  public var rawValue: CInt { descriptor.rawValue }

  /// Adds one; never waits. Safe from any thread.
  public func signal() {
    var one: UInt64 = 1
    // It can fail only with the counter near 2^64: then the reader is awake anyway.
    _ = try? syscall { write(descriptor.rawValue, &one, 8) }
  }

  /// Sets the counter back to 0.
  /// - Returns: the number of signals since the last time; 0 where there was none and it doesn't block.
  @discardableResult
  public func take() -> UInt64 {
    var count: UInt64 = 0
    // EAGAIN is the only failure of a valid eventfd, and means 0.
    _ = try? syscall { read(descriptor.rawValue, &count, 8) }
    return count
  }
}
