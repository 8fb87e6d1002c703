import Screen
import Topology

/// What happened, newest last.
enum EventTable: ObjectTable {
  static func elements(of picture: Picture, _ preferences: Preferences) -> [EventLog.Entry] {
    picture.records.log.entries
  }

  static func object(of entry: EventLog.Entry) -> ObjectID? { entry.event.objects.first }

  /// Events are found by their number.
  static func element(_ object: ObjectID, in picture: Picture) -> EventLog.Entry? { nil }

  /// Only the objects that are listed fade, not what is told of them.
  static func mark(of entry: EventLog.Entry, in picture: Picture) -> Mark? { nil }

  static func rows(of picture: Picture, matching matcher: Matcher?) -> [RowID] {
    let entries = picture.records.log.entries
    let listed = matcher.map { matcher in entries.filter { matcher.matches($0.event) } } ?? entries
    return listed.map { .event($0.number) }
  }

  /// The cells of an event's row; none where it is not kept any more.
  static func row(for number: UInt64, in picture: Picture, _ pen: CellPen, _ slots: [Table.Slot]) -> Table.Row {
    picture.records.log.entry(number).map { row(for: $0, in: picture, pen, slots) } ?? Table.Row([])
  }

  static let columns: [ObjectColumn<EventLog.Entry>] = [
    .lines("time", minimum: 8, ideal: 8, priority: 20) { entry, _ in Line(entry.time.clock, .muted) },
    .lines("", minimum: 1, ideal: 1, priority: 21) { entry, _ in Line(entry.event.change.sign, entry.event.change.style)
    },
    .lines("what", minimum: 9, ideal: 9, priority: 10) { entry, _ in Line(entry.event.kind.rawValue, .muted) },
    .words("object", minimum: 14, ideal: 24, priority: 19, middle: true) { entry, _ in entry.event.name },
    .words("what happened", minimum: 20, ideal: 40, grows: true, priority: 18) { entry, _ in entry.event.text },
  ]
}

extension Change.Kind {
  /// `+` came, `-` went, `~` is different.
  var sign: String {
    switch self {
    case .appeared: "+"
    case .changed: "~"
    case .vanished: "-"
    }
  }

  var style: Style {
    switch self {
    case .appeared: Style(.added)
    case .changed: .accent
    case .vanished: Style(.removed)
    }
  }
}

extension Matcher {
  /// An event matches by its own words, or by what its object is now. What must *not* hold is asked of its words only.
  func matches(_ event: Event) -> Bool {
    if query.matches(event) { return true }
    guard !hasNegation, let object = event.objects.first else { return false }
    return matches(object)
  }
}
