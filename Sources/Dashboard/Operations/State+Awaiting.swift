import Topology

extension State {
  /// Selects what a change has made, once it can be seen; until somebody moves, or it is too late.
  mutating func lookForAwaited() {
    guard let awaited, let shown else { return }
    if awaited.isOver(at: now) { self.awaited = nil }
    guard page == nil, overlay == nil else { return }
    for object in awaited.objects(in: shown.observed) where select(object) { return }
  }

  /// Selects the row of an object in this view; false where it has none here.
  private mutating func select(_ object: ObjectID) -> Bool {
    switch (view, object) {
    case (.wiring, .link(let id)):
      guard let row = tree?.row(at: id) else { return false }
      if list.listing.index(following: row) == nil { reveal(row.object ?? object) }
      guard let index = list.listing.index(following: row) else { return false }
      if index != list.selectedIndex { select(index) }
    case (.wiring, _) where tree?.path(to: object) != nil, (.networks, .network), (.containers, .container),
      (.links, .link):
      reveal(object)
    default: return false
    }
    return true
  }
}

extension WiringTree {
  /// The row at the place of a link: its own, or of who is at the far end of its cable.
  fileprivate func row(at link: LinkID) -> RowID? {
    for root in roots { if let row = root.row(at: link) { return row } }
    return nil
  }
}

extension WiringNode {
  fileprivate func row(at link: LinkID) -> RowID? {
    if row.id.place == link || row.id.object == .link(link) { return row.id }
    for child in children { if let row = child.row(at: link) { return row } }
    return nil
  }
}
