import Glibc

/// Waits from one second to the next, and hears when the user wants to stop.
struct Ticker {
  private var stopSignals = sigset_t()

  /// From now on Ctrl-C and a polite kill are heard by ``waits()`` instead of ending the process at once.
  init() throws {
    sigemptyset(&stopSignals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&stopSignals, signal) }
    let result = pthread_sigmask(SIG_BLOCK, &stopSignals, nil)
    guard result == 0 else { throw CommandFailure("cannot block signals: \(String(cString: strerror(result)))") }
  }

  /// Waits a second; false where the user wants to stop.
  func waits() -> Bool {
    var signals = stopSignals
    var second = timespec(tv_sec: 1, tv_nsec: 0)
    while true {
      if sigtimedwait(&signals, nil, &second) > 0 { return false }
      if errno != EINTR { return true }
    }
  }
}
