import Topology

extension State {
  /// Goes on along the wiring from what is selected: container, veth, bridge, network, namespace.
  mutating func goAlong() {
    if view == .problems || view == .events, page == nil { return showInWiring() }
    guard let shown, let subject, let next = shown.next(after: subject) else { return }
    trail.append(Waypoint(view: view, selection: list.selection, pages: pages))
    let isOnPage = page != nil
    reveal(next)
    pages = isOnPage ? [Page(object: next)] : []
  }

  /// Back to where one was before the last step along the wiring.
  mutating func goBackAlong() {
    guard let place = trail.popLast() else { return }
    if place.view != view { show(place.view) }
    pages = place.pages
    guard let selection = place.selection else { return }
    if selection.object != nil { makeListed(selection.object) }
    if let index = list.listing.index(following: selection) { select(index) }
  }

  /// Selects the object's row, in this view if it has one here, else in the view where it is at home. Filters and folds
  /// give way to it.
  mutating func reveal(_ object: ObjectID) {
    if !lists(object) { show(object.home) }
    makeListed(object)
    if let index = list.listing.index(of: object) { select(index) }
  }

  /// Whether the view on the screen has a row of the object's own, be it filtered out or folded away.
  private func lists(_ object: ObjectID) -> Bool {
    view == .wiring ? tree?.path(to: object) != nil : object.home == view
  }

  /// Lets go of what keeps an object from being listed in this view.
  private mutating func makeListed(_ object: ObjectID?) {
    guard let object, list.listing.index(of: object) == nil else { return }
    if list.filter.isActive { applyFilter("") }
    guard view == .wiring, let path = tree?.path(to: object) else { return }
    for row in path { list.folds[row] = false }
    relist()
  }
}

extension ObjectID {
  /// The view that lists it in any case.
  fileprivate var home: ViewKind {
    switch self {
    case .namespace: .wiring
    case .link: .links
    case .container: .containers
    case .network: .networks
    }
  }
}

extension WiringTree {
  /// The rows above the row of an object; nil where it has none.
  func path(to object: ObjectID) -> [RowID]? {
    for root in roots { if let path = root.path(to: object) { return path } }
    return nil
  }
}

extension WiringNode {
  fileprivate func path(to object: ObjectID) -> [RowID]? {
    if row.id.object == object, !row.id.isReference { return [] }
    for child in children { if let path = child.path(to: object) { return [row.id] + path } }
    return nil
  }
}
