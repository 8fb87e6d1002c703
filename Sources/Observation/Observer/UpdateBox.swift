import LinuxSystem
import Synchronization
import Topology

/// Holds the newest picture until it is taken. A consumer that is away for an hour finds one update, not thousands.
final class UpdateBox: Sendable {
  private struct Contents {
    var waiting: Snapshot?
    var taken: Snapshot?
  }

  private let contents = Mutex(Contents())
  private let event: EventDescriptor

  init() throws(SystemError) { event = try EventDescriptor() }

  var rawValue: CInt { event.rawValue }

  func put(_ snapshot: Snapshot) {
    contents.withLock { $0.waiting = snapshot }
    event.signal()
  }

  func take() -> Update? {
    event.take()
    let (snapshot, before) = contents.withLock { contents in
      defer {
        contents.taken = contents.waiting ?? contents.taken
        contents.waiting = nil
      }
      return (contents.waiting, contents.taken)
    }
    return snapshot.map { Update(snapshot: $0, changes: before.map($0.changes) ?? $0.appearances) }
  }
}

extension Snapshot {
  /// Everything there is, as changes since nothing.
  fileprivate var appearances: [Change] {
    changes(since: Snapshot(host: host, time: time, instant: instant))
  }
}
