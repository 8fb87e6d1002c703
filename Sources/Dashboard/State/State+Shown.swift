import Screen
import Topology

extension State {
  /// The picture on the screen: the held one while paused, else the newest.
  var shown: Picture? { frozen ?? live }

  var isPaused: Bool { frozen != nil }

  /// The list of the view on the screen.
  var list: ListState {
    get { lists[view] }
    set { lists[view] = newValue }
  }

  /// The page on the screen.
  var page: Page? { pages.last }

  /// What actions apply to: the open page's object, else the selected row's.
  var subject: Subject? {
    if let page { return Subject(object: page.object, place: page.place) }
    if let event = selectedEvent?.event {
      return shown?.observed.object(of: event).map { Subject(object: $0, place: nil) }
    }
    guard let id = list.selectedIndex.flatMap(list.listing.id), let object = id.object else { return nil }
    return Subject(object: object, place: id.place)
  }

  /// Age of what is shown, in whole seconds.
  var age: Int { shown.map { max(0, Int(now.seconds(since: $0.snapshot.instant))) } ?? 0 }

  /// The age as it is told: pictures come once a second, and none is told to be younger.
  var shownAge: Int { max(1, age) }
}

/// An object, and the link at whose place it was selected where it has several.
struct Subject: Hashable, Sendable {
  var object: ObjectID
  var place: LinkID?
}
