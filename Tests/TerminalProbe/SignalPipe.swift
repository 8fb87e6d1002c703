import Glibc

/// Signals made readable, so that none is lost between looking and waiting.
struct SignalPipe {
  nonisolated(unsafe) private static var writer: Int32 = -1
  private let reader: Int32

  init(_ signals: [Int32]) {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    reader = ends[0]
    Self.writer = ends[1]
    for signal in signals {
      Glibc.signal(signal) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        write(SignalPipe.writer, &byte, 1)
      }
    }
  }

  /// Waits until a signal comes, the descriptor can be read, or the time has come.
  func wait(alongside descriptor: Int32, until deadline: UInt64?) {
    var requests = [
      pollfd(fd: reader, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let now = monotonicTime()
    let timeout = deadline.map { $0 > now ? Int32(($0 - now + 999_999) / 1_000_000) : 0 } ?? -1
    poll(&requests, 2, timeout)
  }

  /// The signals that have come since the last time.
  func drain() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).map(Int32.init)
  }
}

/// Nanoseconds of a clock that never goes back.
func monotonicTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
