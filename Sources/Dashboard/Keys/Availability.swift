import Screen
import Topology

/// Whether something can be done now.
enum Availability: Hashable, Sendable {
  case available
  /// Not now, and why.
  case unavailable(String)

  var isAvailable: Bool { self == .available }

  /// Available if a condition holds, else not for this reason.
  static func when(_ condition: Bool, else reason: String) -> Availability {
    condition ? .available : .unavailable(reason)
  }
}

extension State {
  /// Whether an action can be done now.
  func availability(of action: Action) -> Availability {
    switch action {
    case .fold, .unfold:
      return .when(page == nil && list.listing.count > 0, else: "there is nothing to fold")
    case .left, .right: return .when(page == nil, else: "a page does not scroll sideways")
    case .sort, .reverse:
      return .when(view.isSortable && page == nil, else: page == nil ? wordsOnOrder : "a page has no order")
    case .filter: return .when(page == nil, else: "leave the page first")
    case .open:
      return .when(subject != nil && page == nil, else: page == nil ? wordsOnNothing : "it is open")
    case .copyAddress: return .when(subject != nil || selectedEvent != nil, else: wordsOnNothing)
    case .copyID, .copyName: return .when(subject != nil, else: wordsOnNothing)
    case .along: return alongAvailability
    case .alongBack: return .when(!trail.isEmpty, else: "no way back: this is where you started")
    case .nextPane, .previousPane: return paneAvailability
    case .zoomIn: return .when(page == nil && !preferences.isZoomed, else: "it has all the room")
    case .zoomOut: return .when(page == nil && preferences.isZoomed, else: "all panes are shown")
    case .sources: return .when(shown != nil, else: "nothing has been read yet")
    case .pause: return .when(live != nil, else: "nothing has been read yet")
    case .newNetwork, .run, .attach, .detach, .delete, .undo: return changeAvailability(of: action)
    case .shell: return shellAvailability
    case .mark:
      return .when(
        subject.flatMap { subject in live.flatMap { party(of: subject.object, in: $0.observed) } } != nil,
        else: wordsOnGone ?? "only containers and namespaces can be marked")
    case .suspend: return .when(!isChangingHost, else: "not while something is being changed")
    default: return .available
    }
  }

  private var wordsOnOrder: String {
    view == .events ? "events are in the order of time" : "the tree has its own order"
  }

  /// Why there is no subject.
  private var wordsOnNothing: String {
    guard let event = selectedEvent?.event else { return "nothing is selected" }
    return event.objects.isEmpty ? "it is about no single object" : Self.notThere
  }

  private var alongAvailability: Availability {
    guard let subject, let shown else { return .unavailable(wordsOnNothing) }
    if view == .problems || view == .events, page == nil { return .available }
    return .when(shown.next(after: subject) != nil, else: "the wiring ends here")
  }

  private var paneAvailability: Availability {
    if page != nil { return .unavailable("a page has one pane") }
    let hasPlace = Layout.placeOfDetails(in: size, view) != .strip
    return .when(hasPlace, else: "there is no room for details beside it: press Enter")
  }
}
