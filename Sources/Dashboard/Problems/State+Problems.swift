import Diagnosis
import Topology

extension State {
  /// The finding that is selected in the view of problems; nil in other views and where there is none.
  var selectedFinding: Finding? {
    guard view == .problems, page == nil, let index = list.selectedIndex,
      case .finding(let id) = list.listing.id(at: index)
    else { return nil }
    return shown?.finding(id)
  }

  /// From a problem or an event to where in the wiring its object is.
  mutating func showInWiring() {
    guard let shown, let subject else { return }
    let place = shown.placesInWiring(of: subject.object).first { tree?.path(to: $0) != nil }
    guard let place else { return say("it has no place in the wiring") }
    trail.append(Waypoint(view: view, selection: list.selection, pages: pages))
    show(.wiring)
    reveal(place)
  }
}
