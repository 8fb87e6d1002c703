import Screen

/// One field of a table.
struct Cell: Sendable {
  /// Fit to be shown: nothing in it acts on the terminal.
  let text: String
  let ink: Ink

  init(_ text: String, _ ink: Ink = .plain) {
    self.text = text.printable
    self.ink = ink
  }
}

/// One column of a table.
struct Column: Sendable {
  let title: String
  let alignment: Alignment
  /// What goes first where there is no room; 0 stays for ever.
  let sacrifice: Int
  /// It may be shortened to this; nil for what is useless when shortened.
  let minimum: Int?

  init(_ title: String, _ alignment: Alignment = .left, sacrifice: Int = 0, minimum: Int? = nil) {
    self.title = title
    self.alignment = alignment
    self.sacrifice = sacrifice
    self.minimum = minimum
  }
}

/// Rows in aligned columns, two spaces apart.
///
/// Where the width is limited, columns that may be shortened are, the widest first; if that is not enough, whole
/// columns go in the order of their sacrifice.
struct Table: Sendable {
  let columns: [Column]
  let rows: [[Cell]]

  private static let gap = 2

  func lines(_ style: Presentation) -> [String] {
    let (shown, widths) = layout(style)
    let header = shown.map { Cell(columns[$0].title, .heading) }
    return [line(header, shown, widths, style)]
      + rows.map { row in line(shown.map { row[$0] }, shown, widths, style) }
  }

  private func line(_ cells: [Cell], _ shown: [Int], _ widths: [Int], _ style: Presentation) -> String {
    var line = ""
    for (position, cell) in cells.enumerated() {
      let alignment = columns[shown[position]].alignment
      let text = cell.text.truncated(to: widths[position], .middle, ellipsis: style.glyphs.ellipsis)
      let padding = String(repeating: " ", count: max(0, widths[position] - text.columns))
      let painted = style.paint(text, cell.ink)
      let isLast = position == cells.count - 1
      line += alignment == .right ? padding + painted : painted + (isLast ? "" : padding)
      if !isLast { line += String(repeating: " ", count: Self.gap) }
    }
    return line
  }

  /// Which columns are shown, and how wide each is.
  private func layout(_ style: Presentation) -> (shown: [Int], widths: [Int]) {
    var shown = Array(columns.indices)
    let natural = columns.indices.map { index in
      rows.reduce(columns[index].title.columns) { max($0, $1[index].text.columns) }
    }
    guard let width = style.width else { return (shown, natural) }
    while true {
      let widths = shrink(shown.map { natural[$0] }, shown, to: width - Self.gap * (shown.count - 1))
      let victim = shown.filter { columns[$0].sacrifice > 0 }.max { columns[$0].sacrifice < columns[$1].sacrifice }
      guard widths.reduce(0, +) + Self.gap * (shown.count - 1) > width, let victim else { return (shown, widths) }
      shown.removeAll { $0 == victim }
    }
  }

  /// Takes from the widest column that has something to give until all fit or nothing is left to take.
  private func shrink(_ natural: [Int], _ shown: [Int], to room: Int) -> [Int] {
    var widths = natural
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      let giving = widths.indices.filter { position in
        columns[shown[position]].minimum.map { widths[position] > $0 } ?? false
      }
      guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { return widths }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
