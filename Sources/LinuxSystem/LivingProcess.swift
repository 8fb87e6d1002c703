import CLinux
import Glibc
import SystemPackage

/// A process that runs, told from others that had its id before by when it started. It stays the one that it is.
public final class LivingProcess: Sendable {
  private let descriptor: OwnedDescriptor
  private let pid: Int32

  /// The process with this id; nil where it has ended, or is another.
  /// - Parameter startTime: in clock ticks since boot.
  public init?(_ pid: Int32, startTime: UInt64) throws(SystemError) {
    self.pid = pid
    do {
      descriptor = OwnedDescriptor(owning: try syscall { cl_pidfd_open(pid) })
    } catch {
      if error == .noSuchProcess || error == .invalidArgument { return nil }
      throw SystemError("pidfd_open", on: "process \(pid)", error)
    }
    // Asked while the descriptor keeps the id from being used again.
    guard try Self.startTime(of: pid) == startTime else { return nil }
  }

  /// When a process started, in clock ticks since boot; nil where it has ended.
  public static func startTime(of pid: Int32) throws(SystemError) -> UInt64? {
    let procfs = try Procfs()
    do {
      let status = try procfs.status(of: pid)
      return status.state == "Z" || status.state == "X" ? nil : status.startTime
    } catch {
      if error == .noSuchFileOrDirectory || error == .noSuchProcess { return nil }
      throw SystemError("read", on: "/proc/\(pid)/stat", error)
    }
  }

  /// Kills it (SIGKILL) and waits for its end.
  /// - Parameter patience: milliseconds to wait.
  /// - Throws: `ETIMEDOUT` where it does not end in time.
  public func kill(within patience: Int32) throws(SystemError) {
    let number = descriptor.rawValue
    do {
      try syscall { cl_pidfd_send_signal(number, SIGKILL) }
    } catch {
      if error == .noSuchProcess { return }
      throw SystemError("pidfd_send_signal", on: "process \(pid)", error)
    }
    var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let count = try syscall("poll", on: "process \(pid)") { poll(&entry, 1, patience) }
    guard count > 0 else { throw SystemError("poll", on: "process \(pid)", .timedOut, advice: "it does not end") }
  }
}
