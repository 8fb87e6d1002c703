import LinuxSystem
import Synchronization
import Topology

/// Holds the newest picture until it is taken. A consumer that is away for an hour finds one update, not thousands.
final class UpdateBox: Sendable {
  private struct Contents {
    var waiting: Update?
    /// The picture that `waiting` was compared with.
    var comparedWith: Instant?
    var taken: Snapshot?
  }

  private let contents = Mutex(Contents())
  private let event: EventDescriptor

  init() throws(SystemError) { event = try EventDescriptor() }

  var rawValue: CInt { event.rawValue }

  /// Compares on the calling thread, so that the consumer need not.
  func put(_ snapshot: Snapshot) {
    let taken = contents.withLock { $0.taken }
    let update = Self.update(snapshot, since: taken)
    contents.withLock { contents in
      contents.waiting = update
      contents.comparedWith = taken?.instant
    }
    event.signal()
  }

  /// Puts a picture in that differs from the one before in figures only.
  func put(figures snapshot: Snapshot) {
    contents.withLock { contents in
      if contents.waiting == nil { contents.comparedWith = contents.taken?.instant }
      contents.waiting = Update(snapshot: snapshot, changes: contents.waiting?.changes ?? [])
    }
    event.signal()
  }

  func take() -> Update? {
    event.take()
    let (update, taken, comparedWith) = contents.withLock { contents in
      defer {
        contents.taken = contents.waiting?.snapshot ?? contents.taken
        contents.waiting = nil
      }
      return (contents.waiting, contents.taken, contents.comparedWith)
    }
    // Another may have been taken while this one was compared with the one before.
    guard let update, comparedWith != taken?.instant else { return update }
    return Self.update(update.snapshot, since: taken)
  }

  private static func update(_ snapshot: Snapshot, since earlier: Snapshot?) -> Update {
    let earlier = earlier ?? Snapshot(host: snapshot.host, time: snapshot.time, instant: snapshot.instant)
    return Update(snapshot: snapshot, changes: snapshot.changes(since: earlier))
  }
}
