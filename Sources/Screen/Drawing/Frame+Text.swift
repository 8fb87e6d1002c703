extension Frame {
  /// What can be read, line by line, without spaces at the ends of lines.
  public var text: String {
    (0..<size.rows).map(text(ofRow:)).joined(separator: "\n")
  }

  /// What can be read in one row, without spaces at its end.
  public func text(ofRow row: Int) -> String {
    let cells = cells(ofRow: row)
    let end = cells.lastIndex { $0.text != " " }.map { $0 + 1 } ?? cells.startIndex
    return cells[cells.startIndex..<end].reduce(into: "") { $0 += $1.text }
  }

  /// A golden form: the text between rulers, then for each row its runs of cells that are not in ordinary style, as
  /// `row: first-last style`, then the cursor. Equal frames give equal descriptions and only those.
  public var styledDescription: String {
    var lines = (0..<size.rows).map { "|" + cells(ofRow: $0).reduce(into: "") { $0 += $1.text } + "|" }
    for row in 0..<size.rows {
      let runs = styleRuns(ofRow: row).filter { $0.style != .text }
      guard !runs.isEmpty else { continue }
      let listed = runs.map { "\($0.columns.lowerBound)-\($0.columns.upperBound) \($0.style)" }
      lines.append("\(row): " + listed.joined(separator: ", "))
    }
    if let cursor { lines.append("cursor: \(cursor.column),\(cursor.row)") }
    return lines.joined(separator: "\n")
  }

  private func styleRuns(ofRow row: Int) -> [(columns: ClosedRange<Int>, style: Style)] {
    var runs: [(columns: ClosedRange<Int>, style: Style)] = []
    for (column, cell) in cells(ofRow: row).enumerated() {
      if let last = runs.last, last.style == cell.style {
        runs[runs.count - 1].columns = last.columns.lowerBound...column
      } else {
        runs.append((column...column, cell.style))
      }
    }
    return runs
  }
}
