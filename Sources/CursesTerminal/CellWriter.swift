import CNCurses
import Screen

/// Puts cells into a window of ncurses.
struct CellWriter {
  let window: UnsafeMutablePointer<WINDOW>?

  /// Puts the cells of `frame` that differ from `last`.
  func write(_ frame: Frame, over last: Frame?, palette: inout Palette) {
    let comparable = last?.size == frame.size ? last : nil
    for row in 0..<frame.size.rows {
      let cells = frame.cells(ofRow: row)
      let old = comparable?.cells(ofRow: row)
      if cells == old { continue }
      for (index, cell) in zip(cells.indices, cells) where cell != old?[index] && cell.width > 0 {
        put(cell, row: row, column: index - cells.startIndex, palette: &palette)
      }
    }
  }

  /// Shows the cursor at a place, or hides it.
  func placeCursor(_ cursor: Position?) {
    _ = curs_set(cursor == nil ? 0 : 1)
    if let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
  }

  private func put(_ cell: Cell, row: Int, column: Int, palette: inout Palette) {
    let paint = palette.paint(for: cell.style)
    var text = cell.text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
    // Where the C library gives a character another width than the layout did, ncurses would shift the row.
    guard let base = cell.text.unicodeScalars.first, nc_wcwidth(base.value) == Int32(cell.width) else {
      for offset in 0..<Int(cell.width) { put(Self.questionMark, paint, row, column + offset) }
      return
    }
    text.append(0)
    put(text, paint, row, column)
  }

  /// ncurses reports an error after the last cell of the screen, as the cursor has nowhere to go; it has put the cell.
  private func put(_ text: [wchar_t], _ paint: Palette.Paint, _ row: Int, _ column: Int) {
    _ = nc_put(window, Int32(row), Int32(column), text, paint.attributes, paint.pair)
  }

  private static let questionMark: [wchar_t] = [0x3F, 0]
}
