extension Table {
  /// How many rows of a table `area` has room for below the heading.
  public static func capacity(of area: Rect) -> Int { max(0, area.rows - 1) }

  /// Draws the heading and the rows of `window`, asking `row` for those that can be seen only.
  ///
  /// - Parameters:
  ///   - selection: the selected row, shown on a ground of its own.
  ///   - isFocused: whether the table has the keyboard.
  ///   - headingTarget: what the heading of a column stands for.
  ///   - rowTarget: what a row stands for.
  public func draw<Target>(
    on canvas: inout Canvas<Target>, in area: Rect, window: ListWindow, selection: Int? = nil, isFocused: Bool = true,
    headingTarget: (Int) -> Target? = { _ in nil }, rowTarget: (Int) -> Target? = { _ in nil }, row: (Int) -> Row
  ) {
    let slots = layout(width: area.columns)
    var body = area
    let headingArea = body.cutTop(1)
    canvas.within(headingArea) { drawHeading(slots, on: &$0, headingTarget) }
    for (line, index) in window.visible.enumerated() {
      let place = body.row(line)
      guard !place.isEmpty else { return }
      canvas.within(place) { draw(row(index), slots, on: &$0) }
      if index == selection {
        canvas.restyle(place) { $0.on(isFocused ? .selection : .idleSelection) }
      }
      if let target = rowTarget(index) { canvas.mark(place, as: target) }
    }
  }

  private func drawHeading<Target>(
    _ slots: [Slot], on canvas: inout Canvas<Target>, _ target: (Int) -> Target?
  ) {
    for slot in slots {
      let column = columns[slot.column]
      let place = Rect(column: slot.left, row: 0, columns: slot.width, rows: 1)
      canvas.draw(heading(of: slot, canvas.glyphs), in: place, column.alignment)
      if let target = target(slot.column) { canvas.mark(place, as: target) }
    }
  }

  private func heading(of slot: Slot, _ glyphs: Glyphs) -> Line {
    let title = columns[slot.column].title
    guard let sorting, sorting.column == slot.column else { return Line(title, .heading) }
    let mark = sorting.order == .ascending ? glyphs.ascending : glyphs.descending
    return Line(title.truncated(to: slot.width - mark.columns, ellipsis: glyphs.ellipsis) + mark, .heading.bold)
  }

  private func draw<Target>(_ row: Row, _ slots: [Slot], on canvas: inout Canvas<Target>) {
    for slot in slots where slot.column < row.cells.count {
      let column = columns[slot.column]
      let place = Rect(column: slot.left, row: 0, columns: slot.width, rows: 1)
      canvas.draw(row.cells[slot.column], in: place, column.alignment, truncation: column.truncation)
    }
    if let ink = row.ink { canvas.restyle(canvas.bounds) { Style(ink, on: $0.ground, $0.attributes) } }
  }
}
