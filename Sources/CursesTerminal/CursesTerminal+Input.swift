import Glibc
public import Screen

extension CursesTerminal {
  /// What to wait on for input.
  public var inputDescriptor: Int32 { STDIN_FILENO }

  /// When `readEvents` should be called even if nothing can be read: a lone ESC becomes the Escape key by time. In
  /// nanoseconds of the clock given to `readEvents`.
  public var inputDeadline: UInt64? { decoder.deadline }

  /// Reads what has been typed, without waiting. `now` is the time in nanoseconds of a clock that never goes back.
  ///
  /// The descriptor stays blocking, as it shares its file description with the shell and with standard output.
  public func readEvents(now: UInt64) -> [InputEvent] {
    var events: [InputEvent] = []
    while let bytes = readAvailable() {
      events += decoder.feed(bytes, now: now)
    }
    return events + decoder.flush(now: now)
  }

  /// The bytes that can be read at once; `nil` if there are none.
  private func readAvailable() -> [UInt8]? {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard !hasHungUp, poll(&request, 1, 0) == 1 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      let result = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      count = max(0, result)
      // End of file, or EIO once the other side of the terminal is closed.
      if result == 0 || (result < 0 && errno != EINTR && errno != EAGAIN) { hasHungUp = true }
    }
    return bytes.isEmpty ? nil : bytes
  }
}
