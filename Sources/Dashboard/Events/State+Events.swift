import Screen
import Topology

extension State {
  /// The event that is selected in the view of events; nil in other views and where there is none.
  var selectedEvent: EventLog.Entry? {
    guard view == .events, page == nil, let index = list.selectedIndex,
      case .event(let number) = list.listing.id(at: index)
    else { return nil }
    return shown?.records.log.entry(number)
  }

  /// Whether the newest event is selected, so that the next one will be.
  var followsEvents: Bool {
    let list = lists[.events]
    return list.selection == nil || list.listing.count == 0 || list.selectedIndex == list.listing.count - 1
  }

  /// Events that came at the end of the list since its end was last seen.
  var unreadCount: Int {
    guard case .table(let rows) = lists[.events].listing, !followsEvents else { return 0 }
    let first = rows.firstIndex { row in
      if case .event(let number) = row { number > lastReadEvent } else { false }
    }
    return first.map { rows.count - $0 } ?? 0
  }

  /// Where the end of the list is seen, all of it is read.
  mutating func noteReading() {
    if view == .events, page == nil, followsEvents { lastReadEvent = shown?.records.log.total ?? 0 }
  }

  /// What happened while the picture stood still.
  var changesMissed: UInt64 {
    guard let frozen, let live else { return 0 }
    return live.records.log.total - frozen.records.log.total
  }

  /// What is said where nothing happened.
  func wordsOnQuiet(_ picture: Picture) -> [String] {
    ["Nothing has changed" + (picture.records.log.start.map { " since \($0.clock)." } ?? ".")]
  }
}
