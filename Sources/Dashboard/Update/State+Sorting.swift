import Screen

extension State {
  /// Sorts by the next column that is shown; after the last in the view's own order.
  mutating func sortByNextColumn() {
    let columns = TableView.shownColumns(of: self)
    guard let first = columns.first else { return }
    guard let current = list.sorting?.column, let place = columns.firstIndex(of: current) else {
      return sort(by: first)
    }
    guard place + 1 < columns.count else {
      list.sorting = nil
      return relist()
    }
    sort(by: columns[place + 1])
  }

  /// Sorts by a column; numbers begin with the largest.
  mutating func sort(by column: Int) {
    let order = TableView.columns(of: view)[column].alignment == .right ? Table.Order.descending : .ascending
    list.sorting = Table.Sorting(column: column, order: order)
    relist()
  }

  /// Turns the order round.
  mutating func reverseOrder() {
    guard var sorting = list.sorting ?? TableView.columns(of: view).indices.first.map({ Table.Sorting(column: $0) })
    else { return }
    sorting.order = sorting.order == .ascending ? .descending : .ascending
    list.sorting = sorting
    relist()
  }
}
