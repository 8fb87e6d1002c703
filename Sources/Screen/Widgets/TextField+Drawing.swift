extension TextField {
  /// Draws the text into the first row of `area`, scrolled so that the cursor can be seen, and shows the cursor.
  /// An empty field shows `placeholder`.
  public func draw<Target>(
    on canvas: inout Canvas<Target>, in area: Rect, placeholder: String = "", style: Style = Style(.text, on: .field),
    showsCursor: Bool = true
  ) {
    let widths = characters.map { String($0).columns }
    let cursorColumn = widths[..<cursor].reduce(0, +)
    let offset = max(0, cursorColumn - area.columns + 1)
    canvas.within(area) { field in
      field.fill(field.bounds, style: style)
      if isEmpty {
        field.draw(Line(placeholder, Style(.muted, on: style.ground)), in: field.bounds)
      } else {
        field.draw(text, at: Position(column: -offset), style: style)
      }
      if showsCursor { field.showCursor(at: Position(column: cursorColumn - offset)) }
    }
  }
}
