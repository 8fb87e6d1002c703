import Screen

extension State {
  /// The mouse did something on what was drawn there.
  mutating func handle(_ event: MouseEvent, on target: Target?) -> [Effect] {
    switch event.action {
    case .press(.left): return click(target)
    case .doubleClick(.left): return doubleClick(target)
    case .wheelUp: wheel(by: -Self.wheelStep, on: target)
    case .wheelDown: wheel(by: Self.wheelStep, on: target)
    case .wheelLeft, .wheelRight:
      if overlay == nil, page == nil { move(event.action == .wheelLeft ? .left : .right) }
    default: break
    }
    return []
  }

  private static let wheelStep = 3

  private mutating func click(_ target: Target?) -> [Effect] {
    switch target {
    case .row(let index):
      focus = .list
      select(index)
    case .heading where !view.isSortable: focus = .list
    case .heading(let column):
      if list.sorting?.column == column { reverseOrder() } else { sort(by: column) }
    case .list: focus = .list
    case .details: focus = .details
    case .action(let action): return attempt(action)
    case .command(let index): return choose(index)
    case .field(let index, let option): chooseInForm(index, option)
    case .button(let button): return press(button)
    case .page, .help, .operation, nil: break
    }
    return []
  }

  private mutating func doubleClick(_ target: Target?) -> [Effect] {
    guard case .row(let index) = target else { return click(target) }
    select(index)
    return attempt(.open)
  }

  private mutating func choose(_ index: Int) -> [Effect] {
    guard case .palette(let palette) = overlay, palette.matches.indices.contains(index) else { return [] }
    overlay = nil
    return attempt(palette.matches[index])
  }

  private mutating func wheel(by rows: Int, on target: Target?) {
    switch target {
    case .row, .list, .heading:
      list.scroll(rows: rows, height: Layout(self).listHeight(of: view))
      detailsOffset = 0
    case .operation: for _ in 0..<abs(rows) { scrollOperation(rows < 0 ? .up : .down) }
    case .page, .details, .help:
      for _ in 0..<abs(rows) { scroll(rows < 0 ? .up : .down, target) }
    default: break
    }
  }

  private mutating func scroll(_ action: Action, _ target: Target?) {
    if overlay != nil {
      handleInHelp(action)
    } else if target == .details {
      scrollDetails(action)
    } else {
      move(action)
    }
  }
}
