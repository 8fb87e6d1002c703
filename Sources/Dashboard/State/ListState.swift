import Screen
import Topology

/// One view's list: its rows, and where in them one is.
struct ListState: Hashable, Sendable {
  /// The rows.
  var listing: Listing
  /// The selected row; it follows its object through refresh, sort and filter.
  var selection: RowID?
  /// Where the selected row was last: its nearest neighbour is selected when it goes.
  var index = 0
  /// The first row that is shown.
  var offset = 0
  /// Columns scrolled sideways.
  var sideways = 0
  /// What rows must match.
  var filter = Filter()
  /// The column rows are sorted by; nil is the view's own order.
  var sorting: Table.Sorting?
  /// Rows that were folded (true) or opened (false) by hand.
  var folds: [RowID: Bool] = [:]

  /// The index of the selected row; nil in an empty list.
  var selectedIndex: Int? { listing.count > 0 ? min(index, listing.count - 1) : nil }

  /// Shows other rows; the selection stays with its object, and where the list is scrolled, at its place on the screen.
  mutating func show(_ listing: Listing) {
    self.listing = listing
    let place = selection.flatMap(listing.index(following:))
    if let place, offset > 0 { offset = max(0, offset + place - index) }
    index = place ?? max(0, min(index, listing.count - 1))
    selection = listing.id(at: index) ?? selection
  }

  /// Selects a row, or the nearest one there is.
  mutating func select(_ index: Int) {
    self.index = max(0, min(index, listing.count - 1))
    selection = listing.id(at: self.index)
  }

  /// The rows that can be seen where there is room for so many.
  func window(height: Int) -> ListWindow {
    ListWindow(count: listing.count, height: height, offset: offset, selection: selectedIndex)
  }

  /// Scrolls; the selection stays within what can be seen.
  mutating func scroll(rows: Int, height: Int) {
    offset = ListWindow(count: listing.count, height: height, offset: offset + rows).offset
    let visible = ListWindow(count: listing.count, height: height, offset: offset).visible
    if let last = visible.last { select(max(visible.lowerBound, min(index, last))) }
  }
}
