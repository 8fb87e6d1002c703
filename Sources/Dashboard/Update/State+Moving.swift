import Screen

extension State {
  /// Moves the selection, or scrolls what has the keyboard.
  mutating func move(_ action: Action) {
    if page != nil { return scrollPage(action) }
    if focus == .details { return scrollDetails(action) }
    let height = Layout(self).listHeight(of: view)
    let selected = list.selectedIndex ?? 0
    switch action {
    case .up: select(selected - 1)
    case .down: select(selected + 1)
    case .pageUp: select(selected - max(1, height - 1))
    case .pageDown: select(selected + max(1, height - 1))
    case .first: select(0)
    case .last: select(list.listing.count - 1)
    case .left: list.sideways = max(0, list.sideways - Self.sidewaysStep)
    case .right: list.sideways = min(Self.farthest, list.sideways + Self.sidewaysStep)
    default: break
    }
  }

  private static let sidewaysStep = 8
  private static let farthest = 160

  /// Selects a row; the details begin at their top.
  mutating func select(_ index: Int) {
    list.select(index)
    detailsOffset = 0
  }

  private mutating func scrollPage(_ action: Action) {
    guard var page else { return }
    let height = PageText.height(for: self)
    page.offset = Self.scrolled(page.offset, action, height: height, count: PageText.lines(for: self).count)
    pages[pages.count - 1] = page
  }

  mutating func scrollDetails(_ action: Action) {
    let height = DetailsPane.height(for: self)
    detailsOffset = Self.scrolled(detailsOffset, action, height: height, count: DetailsPane.lines(for: self).count)
  }

  private static func scrolled(_ offset: Int, _ action: Action, height: Int, count: Int) -> Int {
    let last = max(0, count - height)
    let wanted =
      switch action {
      case .up: offset - 1
      case .down: offset + 1
      case .pageUp: offset - max(1, height - 1)
      case .pageDown: offset + max(1, height - 1)
      case .first: 0
      case .last: last
      default: offset
      }
    return max(0, min(wanted, last))
  }
}
