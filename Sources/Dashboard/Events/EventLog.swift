import Topology

/// What happened since the dashboard began to watch, oldest first. Only the latest events are kept.
struct EventLog: Sendable {
  /// How many are kept.
  static let capacity = 2000

  /// One of them.
  struct Entry: Hashable, Sendable {
    /// 1 for the first event there ever was.
    let number: UInt64
    let event: Event
    /// Its time on the clock on the wall as that was then.
    let time: CivilTime
  }

  /// Those that are kept.
  private(set) var entries: [Entry] = []
  /// How many there have ever been.
  private(set) var total: UInt64 = 0
  /// When watching began; nil before the first picture.
  private(set) var start: CivilTime?

  /// Adds what happened between two pictures. Of many objects only the first is kept.
  mutating func append(_ events: [Event], seenAt moment: Timestamp, in zone: ZoneOffset) {
    if start == nil { start = CivilTime(moment, zone) }
    for var event in events.suffix(Self.capacity) {
      total += 1
      event.objects = Array(event.objects.prefix(1))
      entries.append(Entry(number: total, event: event, time: CivilTime(event.time, zone)))
    }
    if entries.count > Self.capacity { entries.removeFirst(entries.count - Self.capacity) }
  }

  /// The event with this number; nil where it is not kept any more.
  func entry(_ number: UInt64) -> Entry? {
    guard let first = entries.first?.number, number >= first, number - first < UInt64(entries.count) else { return nil }
    return entries[Int(number - first)]
  }
}
