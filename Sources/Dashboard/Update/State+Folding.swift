extension State {
  /// Folds the selected row; one that has nothing to fold leads to the row it hangs from. A table, which does not fold,
  /// scrolls sideways.
  mutating func foldOrGoToParent() {
    guard case .tree(let lines) = list.listing else { return move(.left) }
    guard let index = list.selectedIndex else { return }
    if lines[index].fold == .open, !list.filter.isActive {
      setFold(lines[index].row.id, to: true)
    } else if let parent = lines[index].parent {
      select(parent)
    }
  }

  /// Opens the selected row; one that is open leads to the first row below it.
  mutating func unfoldOrGoInto() {
    guard case .tree(let lines) = list.listing else { return move(.right) }
    guard let index = list.selectedIndex else { return }
    switch lines[index].fold {
    case .folded: setFold(lines[index].row.id, to: false)
    case .open: select(index + 1)
    case nil: break
    }
  }

  private mutating func setFold(_ row: RowID, to isFolded: Bool) {
    list.folds[row] = isFolded
    relist()
  }
}
