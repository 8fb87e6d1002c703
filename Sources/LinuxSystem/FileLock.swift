import Glibc
import SystemPackage

/// A lock that one process at a time has (flock(2)); the kernel takes it from one that dies.
public final class FileLock: Sendable {
  private let descriptor: OwnedDescriptor

  /// Takes the lock of a file, which is made where it is not there; nil where somebody else keeps it.
  /// - Parameters:
  ///   - patience: milliseconds to wait for the process that has it.
  ///   - isCancelled: asked while it waits; true ends that.
  public init?(
    waiting patience: UInt64, for path: String, unless isCancelled: () -> Bool = { false }
  ) throws(SystemError) {
    descriptor = OwnedDescriptor(
      owning: try syscall("open", on: path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) })
    let number = descriptor.rawValue
    let deadline = SystemClock.monotonic() + patience * 1_000_000
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      let error = Errno(rawValue: errno)
      guard error == .wouldBlock || error == .interrupted else { throw SystemError("flock", on: path, error) }
      guard SystemClock.monotonic() < deadline, !isCancelled() else { return nil }
      // flock(2) has no time-out of its own.
      SystemClock.pause(milliseconds: 20)
    }
  }
}
