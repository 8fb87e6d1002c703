extension Canvas {
  /// Writes a line into the first row of `area`, aligned, and truncated if there is no room for all of it.
  public mutating func draw(
    _ line: Line, in area: Rect, _ alignment: Alignment = .left, truncation: Truncation = .end
  ) {
    let fitting = line.truncated(to: area.columns, truncation, ellipsis: glyphs.ellipsis)
    let offset = alignment.offset(of: area.columns - fitting.columns)
    within(area) { _ = $0.draw(fitting, at: Position(column: offset)) }
  }

  /// Writes lines into the rows of `area` from its top, each truncated; what doesn't fit below is left out.
  public mutating func draw(_ lines: [Line], in area: Rect) {
    for (index, line) in lines.prefix(area.rows).enumerated() { draw(line, in: area.row(index)) }
  }

  /// Writes two lines into the first row of `area`, one at each end; `left` gives way to `right`.
  public mutating func draw(_ left: Line, opposite right: Line, in area: Rect) {
    var rest = area.row(0)
    let place = rest.cutRight(right.columns)
    draw(right, in: place)
    draw(left, in: right.isEmpty ? rest : rest.inset(right: 1))
  }

  /// Draws a horizontal line through the first row of `area`.
  public mutating func rule(_ area: Rect, style: Style = .border) {
    draw(String(repeating: glyphs.horizontal, count: area.columns), at: area.origin, style: style)
  }

  /// Draws a box along the inner edge of `area`, its title in the upper border and its footer at the right of the
  /// lower one. Returns the area inside.
  @discardableResult
  public mutating func box(_ area: Rect, title: Line = Line(), footer: Line = Line(), style: Style = .border) -> Rect {
    guard area.columns >= 2, area.rows >= 2 else { return Rect(origin: area.origin, size: .zero) }
    let inner = area.inset(horizontal: 1, vertical: 1)
    let corners = glyphs.corners
    let edge = String(repeating: glyphs.horizontal, count: inner.columns)
    draw(corners.topLeft + edge + corners.topRight, at: area.origin, style: style)
    draw(
      corners.bottomLeft + edge + corners.bottomRight, at: Position(column: area.left, row: area.bottom - 1),
      style: style)
    for row in inner.top..<inner.bottom {
      draw(glyphs.vertical, at: Position(column: area.left, row: row), style: style)
      draw(glyphs.vertical, at: Position(column: area.right - 1, row: row), style: style)
    }
    label(title, in: area.row(0).inset(left: 1, right: 1), .left)
    label(footer, in: area.row(area.rows - 1).inset(left: 1, right: 2), .right)
    return inner
  }

  private mutating func label(_ line: Line, in area: Rect, _ alignment: Alignment) {
    guard !line.isEmpty, area.columns > 2 else { return }
    let text = line.truncated(to: area.columns - 2, ellipsis: glyphs.ellipsis)
    draw(Line(" ") + text + Line(" "), in: area, alignment)
  }
}
