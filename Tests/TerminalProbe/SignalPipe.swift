import Glibc

/// A signal made readable, so that none is lost between looking and waiting.
struct SignalPipe {
  nonisolated(unsafe) private static var writer: Int32 = -1
  private let reader: Int32

  init(_ signal: Int32) {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    reader = ends[0]
    Self.writer = ends[1]
    Glibc.signal(signal) { _ in
      var byte: UInt8 = 0
      write(SignalPipe.writer, &byte, 1)
    }
  }

  /// Waits until the signal comes, the descriptor can be read, or the time has come.
  func wait(alongside descriptor: Int32, until deadline: UInt64?) {
    var requests = [
      pollfd(fd: reader, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let now = monotonicTime()
    let timeout = deadline.map { $0 > now ? Int32(($0 - now + 999_999) / 1_000_000) : 0 } ?? -1
    poll(&requests, 2, timeout)
  }

  /// Whether the signal has come since the last time.
  func drain() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    return read(reader, &bytes, bytes.count) > 0
  }
}

/// Nanoseconds of a clock that never goes back.
func monotonicTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
