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

  /// The process that has the lock of a file, as `/proc/locks` shows it (proc_locks(5)); nil where none can be seen.
  public static func owner(of path: String) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0, let locks = try? readFile("/proc/locks") else { return nil }
    for line in locks.split(separator: UInt8(ascii: "\n")) {
      // `1: FLOCK  ADVISORY  WRITE 4711 fd:01:1234 0 EOF`
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count > 5, words[1] == "FLOCK", words[5].split(separator: ":").last == "\(status.st_ino)" else {
        continue
      }
      if let process = Int32(words[4]), process > 0 { return process }
    }
    return nil
  }
}
