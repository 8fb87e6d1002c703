import Testing

@testable import Screen

@Suite("Clipping")
struct ClippingTests {
  /// A frame full of wide characters, so that any stray write shows.
  static func background(_ size: Size, glyphs: Glyphs) -> Canvas<Int> {
    var canvas = Canvas<Int>(size: size, glyphs: glyphs)
    for row in 0..<size.rows {
      canvas.draw(String(repeating: row.isMultiple(of: 2) ? "漢" : "#", count: size.columns), at: Position(row: row))
    }
    return canvas
  }

  @Test("Whatever is drawn, nothing lands outside the clip and no wide character is left in halves", arguments: 0..<400)
  func random(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func rect() -> Rect {
      Rect(column: number(-4...14), row: number(-3...8), columns: number(0...14), rows: number(0...8))
    }
    let size = Size(columns: number(1...12), rows: number(1...6))
    let before = Self.background(size, glyphs: seed.isMultiple(of: 5) ? .ascii : .unicode)
    var canvas = before
    let outer = rect()
    let inner = rect()
    canvas.within(outer) { pane in
      pane.scrolled(
        inner, content: Size(columns: 20, rows: 20), offset: Position(column: number(0...5), row: number(0...5))
      ) {
        for _ in 0..<number(1...8) {
          switch number(0...5) {
          case 0: $0.fill(rect(), style: .good)
          case 1: $0.box(rect(), title: Line(String.random(upTo: 9, using: &generator)), footer: "1/2")
          case 2: $0.cover(rect(), style: .bad)
          case 3:
            $0.draw(Line(String.random(upTo: 9, using: &generator), .bad), in: rect(), .right, truncation: .middle)
          case 4: $0.restyle(rect()) { $0.bold }
          default:
            $0.draw(
              String.random(upTo: 20, using: &generator), at: Position(column: number(-6...14), row: number(-2...8)),
              style: .good)
          }
          $0.mark(rect(), as: 1)
          $0.showCursor(at: Position(column: number(-2...14), row: number(-2...8)))
        }
      }
    }
    let clip = outer.intersection(inner.offset(by: outer.origin)).intersection(Rect(size: size))
    Self.expectUnchanged(outside: clip, before.frame, canvas.frame)
    Self.expectWhole(canvas.frame)
    if let cursor = canvas.frame.cursor { #expect(clip.contains(cursor)) }
    for (column, row) in (0..<size.columns).flatMap({ column in (0..<size.rows).map { (column, $0) } }) {
      let place = Position(column: column, row: row)
      if canvas.hits.target(at: place) != nil { #expect(clip.contains(place)) }
    }
  }

  /// Outside the clip a cell changes only where it held one half of a wide character whose other half lay inside.
  static func expectUnchanged(outside clip: Rect, _ before: Frame, _ after: Frame) {
    for row in 0..<before.size.rows {
      for column in 0..<before.size.columns where !clip.contains(Position(column: column, row: row)) {
        let (old, new) = (before[Position(column: column, row: row)], after[Position(column: column, row: row)])
        guard old != new else { continue }
        let partner = Position(column: old?.width == 2 ? column + 1 : column - 1, row: row)
        #expect(old?.width != 1 && clip.contains(partner) && new?.text == " ")
      }
    }
  }

  /// Every wide character is followed by its right half, and there are no other right halves.
  static func expectWhole(_ frame: Frame) {
    for row in 0..<frame.size.rows {
      let widths = frame.cells(ofRow: row).map(\.width)
      for (column, width) in widths.enumerated() {
        let next = column + 1 < widths.count ? widths[column + 1] : nil
        #expect((width == 2) == (next == 0))
      }
      #expect(widths.first != 0)
    }
  }
}
