import Screen

/// The command palette: a field, and below it the commands that fit, with their keys or why they cannot be done now.
enum PaletteView {
  static func draw(_ palette: Palette, of state: State, on canvas: inout Surface) {
    let matches = palette.matches
    let rows = min(max(3, matches.count), state.size.rows - 8)
    let size = Size(columns: min(64, state.size.columns - 4), rows: rows + 4)
    canvas.overlay(
      size, title: Line("Commands", .title),
      footer: ListWindow.indicator(selection: matches.isEmpty ? nil : palette.selection, count: matches.count)
    ) {
      inside in
      var area = inside.bounds.inset(left: 1, right: 1)
      let field = area.cutTop(1)
      inside.draw(": ", at: field.origin, style: .accent)
      palette.field.draw(on: &inside, in: field.inset(left: 2), placeholder: "type a few letters")
      inside.rule(area.cutTop(1))
      if matches.isEmpty { inside.draw(Line("No such command.", .muted), in: area) }
      let window = ListWindow(count: matches.count, height: area.rows, selection: palette.selection)
      for (row, index) in window.visible.enumerated() {
        draw(matches[index], of: state, isSelected: index == palette.selection, on: &inside, in: area.row(row))
        inside.mark(area.row(row), as: .command(index))
      }
    }
  }

  private static func draw(
    _ action: Action, of state: State, isSelected: Bool, on canvas: inout Surface, in area: Rect
  ) {
    let key = state.keymap.hint(for: action, state.glyphs) ?? ""
    switch state.availability(of: action) {
    case .available:
      canvas.draw(Line(action.title), in: area)
    case .unavailable(let reason):
      canvas.draw(
        Line(action.title, .disabled) + Line("  \(reason)", .disabled), in: area.inset(right: key.columns + 1))
    }
    canvas.draw(Line(key, .accent), in: area, .right)
    if isSelected { canvas.restyle(area) { $0.on(.selection) } }
  }
}
