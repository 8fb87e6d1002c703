import Screen
import Topology

extension State {
  /// The box of the list with what is in it: the tree, a table, or a word on why it is empty.
  func drawList(on canvas: inout Surface, in area: Rect) {
    guard !area.isEmpty else { return }
    let isFocused = focus == .list && overlay == nil
    let inside = canvas.box(
      area, title: Line(view.title, .title), footer: position, style: isFocused ? .accent : .border)
    canvas.mark(area, as: .list)
    guard let shown else {
      return drawMessage(["Reading the host's namespaces\(glyphs.ellipsis)"], on: &canvas, inside)
    }
    if list.listing.count == 0 {
      if view != .wiring { TableView.draw(self, shown, on: &canvas, in: inside) }
      return drawMessage(emptyWords(shown), on: &canvas, inside)
    }
    switch list.listing {
    case .tree(let lines):
      WiringView(state: self, picture: shown, columns: wiringColumns(width: inside.columns + list.sideways))
        .draw(lines, on: &canvas, in: inside)
    case .table:
      TableView.draw(self, shown, on: &canvas, in: inside)
    }
    drawMarks(on: &canvas, beside: inside)
  }

  /// What is marked has a sign in the border.
  private func drawMarks(on canvas: inout Surface, beside area: Rect) {
    guard !marks.isEmpty else { return }
    let height = Layout(self).listHeight(of: view)
    for (row, index) in list.window(height: height).visible.enumerated() {
      guard let object = list.listing.id(at: index)?.object, marks.contains(object) else { continue }
      let place = Position(column: area.left - 1, row: area.bottom - height + row)
      canvas.draw(glyphs.mark, at: place, style: .accent)
    }
  }

  private func wiringColumns(width: Int) -> WiringColumns {
    WiringColumns(width: width, hasGraphs: size.columns >= Layout.wideEnoughForGraphs)
  }

  /// Where the selection is, and what is left out, for the border.
  private var position: Line {
    var line = ListWindow.indicator(selection: list.selectedIndex, count: list.listing.count)
    if let hidden = hiddenCount, hidden > 0, let key = keymap.hint(for: .noise, glyphs) {
      line += Line("\(line.isEmpty ? "" : " \(glyphs.separator) ")\(hidden) hidden (\(key))", .muted)
    }
    if view == .events, unreadCount > 0 {
      line += Line(" \(glyphs.separator) ", .muted) + Line("\(unreadCount) new \(glyphs.down)", .accent)
    }
    if !marks.isEmpty { line = Line("\(marks.count) marked", .accent) + Line(" \(glyphs.separator) ", .muted) + line }
    return line
  }

  private var hiddenCount: Int? {
    switch view {
    case .wiring: tree?.hiddenCount
    case .links:
      preferences.showsNoise
        ? 0 : shown?.observed.namespaces.reduce(0) { $0 + $1.links.count { $0.kind == .loopback } }
    case .containers, .networks, .problems, .events: 0
    }
  }

  private func emptyWords(_ picture: Picture) -> [String] {
    if list.filter.isActive { return ["No \(view.noun) match.", "Esc clears the filter."] }
    if view == .problems { return picture.wordsOnHealth }
    if view == .events { return wordsOnQuiet(picture) }
    guard view == .containers || view == .networks else { return ["No \(view.noun)."] }
    let engines = picture.snapshot.sources.filter { $0.name != Source.kernelName && $0.state != .ok }
    return ["No \(view.noun)."] + engines.map { "\($0.name): \($0.words)" }
  }

  private func drawMessage(_ words: [String], on canvas: inout Surface, _ area: Rect) {
    let lines = words.flatMap { $0.wrapped(to: max(1, area.columns - 4)) }
    var place = area.inset(top: max(1, (area.rows - lines.count) / 2))
    for line in lines { canvas.draw(Line(line, .muted), in: place.cutTop(1), .center) }
  }
}

extension Source {
  /// How it does, in words.
  var words: String { detail.map { "\(state.rawValue), \($0)" } ?? state.rawValue }
}
