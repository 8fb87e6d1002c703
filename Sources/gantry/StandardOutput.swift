import Glibc
import Screen

/// Nobody reads any more: the end of a pipe was closed. No failure.
struct OutputClosed: Error {}

/// Where commands write.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal; nil where standard output is none, or does not know.
  static var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

  /// Rows of the terminal; nil where standard output is none, or does not know.
  static var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

  private static var size: winsize? {
    var size = winsize()
    return isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }

  /// Writes the whole text.
  /// - Throws: ``OutputClosed`` where nobody reads any more, else a ``CommandFailure`` in the kernel's words.
  static func write(_ text: String) throws { try write(Array(text.utf8), to: STDOUT_FILENO) }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written < 0 else {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable(descriptor)
      case EPIPE: throw OutputClosed()
      case let code: throw CommandFailure("cannot write the output: \(String(cString: strerror(code)))")
      }
    }
  }

  /// Whoever shares the terminal or pipe may have made it non-blocking.
  private static func waitUntilWritable(_ descriptor: CInt) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&entry, 1, -1)
  }
}

/// Where failures are told. A failure to tell them has nowhere left to go.
enum StandardError {
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
  /// Tells of something that stands in the way of nothing.
  static func warn(_ text: String) { write("gantry: \(text.printable)\n") }
}
