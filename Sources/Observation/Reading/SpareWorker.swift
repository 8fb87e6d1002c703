import Glibc
import LinuxSystem

/// A thread for what may wait for somebody else for ever. A job that does not end in time is left behind with its
/// thread, and what it was about is not tried again.
struct SpareWorker {
  private var worker: NamespaceWorker?
  private var distrusted: Set<NamespaceHandle> = []

  /// A host where this many waited in vain is hostile: no more threads are lost to it.
  private static let mostLost = 4
  private static let patience: CInt = 250

  /// Does a job about something that is reached through `handle`.
  /// - Returns: nil where it did not end in time, now or earlier.
  mutating func run<Result: Sendable>(
    _ handle: NamespaceHandle, _ job: @escaping @Sendable (borrowing NamespaceVisitor) -> Result
  ) throws(SystemError) -> Result? {
    guard !distrusted.contains(handle), distrusted.count < Self.mostLost else { return nil }
    let worker = if let worker { worker } else { try NamespaceWorker(name: "spare") }
    self.worker = worker
    let answer = try Mailbox<Result>()
    try worker.submit { answer.send(job($0)) }
    if let result = answer.receive(within: Self.patience) { return result }
    distrusted.insert(handle)
    self.worker = nil
    return nil
  }
}

extension Mailbox {
  /// The first thing that comes within some milliseconds; nil where nothing does.
  func receive(within milliseconds: CInt) -> Element? { receiveAll(within: milliseconds).first }

  /// Everything that is there once something comes; nothing where nothing comes within some milliseconds.
  func receiveAll(within milliseconds: CInt) -> [Element] {
    var descriptor = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
    let deadline = SystemClock.monotonic() + UInt64(milliseconds) * 1_000_000
    while true {
      let elements = receive()
      let now = SystemClock.monotonic()
      guard elements.isEmpty, now < deadline else { return elements }
      // Woken early, by a signal or in error, it looks again until the time is over.
      poll(&descriptor, 1, CInt((deadline - now) / 1_000_000) + 1)
    }
  }
}
