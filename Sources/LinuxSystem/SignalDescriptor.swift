import CLinux
import Glibc
import SystemPackage

/// Signals as something to wait for in `Epoll` (signalfd(2)).
public struct SignalDescriptor: ~Copyable, Sendable {
  private let descriptor: OwnedDescriptor

  /// Blocks `signals` in the calling thread, and so in the threads it starts from then on, and collects them.
  /// To be made on the main thread before others start.
  public init(_ signals: [CInt]) throws(SystemError) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    let result = pthread_sigmask(SIG_BLOCK, &set, nil)
    guard result == 0 else { throw SystemError("pthread_sigmask", .init(rawValue: result)) }
    let flags = CInt(SFD_CLOEXEC) | CInt(SFD_NONBLOCK)
    descriptor = OwnedDescriptor(owning: try syscall("signalfd") { signalfd(-1, &set, flags) })
  }

  /// For `Epoll.add`: readable while a signal is pending.
  public var rawValue: CInt { descriptor.rawValue }

  /// The next pending signal's number; `nil` where there is none.
  public func next() -> CInt? {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    // EAGAIN is the only failure of a valid, non-blocking signalfd.
    guard let count = try? syscall({ read(descriptor.rawValue, &information, size) }), count == size else { return nil }
    return CInt(information.ssi_signo)
  }
}
