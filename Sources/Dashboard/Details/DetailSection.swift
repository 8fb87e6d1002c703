import Screen

/// A part of what is said about an object: a heading and the facts below it.
struct DetailSection: Hashable, Sendable {
  /// One fact, or several of a kind.
  enum Fact: Hashable, Sendable {
    /// What it is, and what it is here.
    case pair(String, Line)
    /// A line without a label, and what it says instead where there is too little room.
    case line(Line, short: Line? = nil)
    /// Rows of cells in columns as wide as they need; the first row is a heading where `hasHeading`. Where there is too
    /// little room, the columns `optional` names are left out, the first of them first, before any cell is shortened.
    case grid([[Line]], hasHeading: Bool, optional: [Int] = [])
    /// Graphs one below the other, over the same seconds.
    case graphs([TrafficGraph])
  }

  var title: String
  var facts: [Fact] = []

  init(_ title: String, _ facts: [Fact] = []) {
    self.title = title
    self.facts = facts
  }

  /// Adds a labelled fact; what is not known is left out.
  mutating func add(_ label: String, _ text: String?, _ style: Style = .text) {
    if let text, !text.isEmpty { facts.append(.pair(label, Line(text, style))) }
  }

  mutating func add(_ fact: Fact) { facts.append(fact) }
}

extension Sequence where Element == DetailSection {
  /// The sections as lines of a width, a blank line between two. Where they stand in columns of so many rows, graphs
  /// begin a new column rather than being torn.
  func lines(width: Int, glyphs: Glyphs, columnHeight: Int? = nil) -> [Line] {
    var lines: [Line] = []
    for section in self where !section.facts.isEmpty {
      if !lines.isEmpty { lines.append(Line()) }
      let own = section.lines(width: width, glyphs: glyphs)
      if section.hasGraphs, let height = columnHeight, own.count <= height, lines.count % height + own.count > height {
        lines += Array(repeating: Line(), count: height - lines.count % height)
      }
      lines += own
    }
    return lines
  }
}

extension DetailSection {
  fileprivate var hasGraphs: Bool { facts.contains { if case .graphs = $0 { true } else { false } } }

  fileprivate func lines(width: Int, glyphs: Glyphs) -> [Line] {
    (title.isEmpty ? [] : [Line(title.uppercased(), .heading)])
      + facts.flatMap { $0.lines(width: width, glyphs: glyphs) }
  }
}
