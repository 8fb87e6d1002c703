import Screen

extension DetailSection.Fact {
  static let labelWidth = 10

  /// The fact as lines of a width.
  func lines(width: Int, glyphs: Glyphs) -> [Line] {
    switch self {
    case .line(let line, let short): return Self.fold(line.columns > width ? short ?? line : line, to: width)
    case .pair(let label, let value):
      let room = max(8, width - Self.labelWidth - 1)
      return Self.fold(value, to: room).enumerated().map { index, line in
        Line((index == 0 ? label : "").fitted(to: Self.labelWidth, ellipsis: glyphs.ellipsis) + " ", .muted) + line
      }
    case .graphs(let graphs):
      guard let drawing = graphs.first?.drawing else { return [] }
      return graphs.flatMap { $0.lines(width: width, labelWidth: Self.labelWidth, glyphs: glyphs) }
        + [TrafficGraph.axis(width: width, labelWidth: Self.labelWidth, glyphs: glyphs, drawing: drawing)]
    case .grid(let rows, let hasHeading, let optional):
      let left = Self.leavingOut(optional, of: rows, width: width)
      return Self.align(left, hasHeading: hasHeading, width: width, glyphs: glyphs)
    }
  }

  /// A line on as many lines as it needs; a folded one has one style.
  private static func fold(_ line: Line, to width: Int) -> [Line] {
    guard line.columns > width else { return [line] }
    let style = line.spans.last?.style ?? .text
    return line.text.wrapped(to: width).map { Line($0, style) }
  }

  /// The rows without as many of their optional columns as it takes to fit.
  private static func leavingOut(_ optional: [Int], of rows: [[Line]], width: Int) -> [[Line]] {
    let widths = naturalWidths(of: rows)
    var left = Set(widths.indices)
    func needed() -> Int { left.reduce(left.count - 1) { $0 + widths[$1] } }
    for column in optional where needed() > width { left.remove(column) }
    return rows.map { row in row.indices.filter(left.contains).map { row[$0] } }
  }

  /// How wide each column's widest cell is.
  private static func naturalWidths(of rows: [[Line]]) -> [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0
    }
  }

  /// Columns as wide as their widest cell; where that is too much the widest ones give way.
  private static func align(_ rows: [[Line]], hasHeading: Bool, width: Int, glyphs: Glyphs) -> [Line] {
    var widths = naturalWidths(of: rows)
    let count = widths.count
    let text = widths.reduce(0, +)
    let gap = text + 2 * max(0, count - 1) <= width ? 2 : 1
    var excess = text + gap * max(0, count - 1) - width
    while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 4 {
      widths[widest] -= 1
      excess -= 1
    }
    return rows.enumerated().map { index, row in
      zip(row, widths).map { cell, width in
        let text = cell.truncated(to: width, .middle, ellipsis: glyphs.ellipsis)
        let padded = text + Line(String(repeating: " ", count: max(0, width - text.columns)))
        return hasHeading && index == 0 ? padded.restyled { _ in .muted } : padded
      }.joined(separator: Line(String(repeating: " ", count: gap)))
    }
  }
}
