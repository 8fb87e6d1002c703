import Screen
import Testing

@Suite("Canvas")
struct CanvasTests {
  @Test("Text lands where it is drawn and nowhere else")
  func draw() {
    var canvas = Canvas<Int>(size: Size(columns: 8, rows: 3))
    canvas.draw("eth0", at: Position(column: 2, row: 1))
    #expect(canvas.frame.text == "\n  eth0\n")
  }

  @Test("A box carries its title above and its footer below")
  func box() {
    var canvas = Canvas<Int>(size: Size(columns: 20, rows: 3))
    let inner = canvas.box(canvas.bounds, title: "Wiring", footer: "3/12")
    #expect(inner == Rect(column: 1, row: 1, columns: 18, rows: 1))
    #expect(
      canvas.frame.text == """
        ╭ Wiring ──────────╮
        │                  │
        ╰─────────── 3/12 ─╯
        """)
  }

  @Test("The ASCII edition draws the same layout in ASCII")
  func ascii() {
    var canvas = Canvas<Int>(size: Size(columns: 20, rows: 3), glyphs: .ascii)
    canvas.box(canvas.bounds, title: "Wiring · é 漢", footer: "3/12")
    #expect(
      canvas.frame.text == """
        + Wiring | ? ?? ---+
        |                  |
        +----------- 3/12 -+
        """)
  }

  @Test("A wide character is never split at an edge")
  func wideAtEdge() {
    var canvas = Canvas<Int>(size: Size(columns: 6, rows: 1))
    canvas.draw("######", at: .zero)
    canvas.within(Rect(column: 1, row: 0, columns: 4, rows: 1)) { $0.draw("漢字漢", at: Position(column: -1)) }
    #expect(canvas.frame.text == "# 字 #")
  }

  @Test("What is left of a wide character that loses a half is a blank")
  func wideOverwritten() {
    var canvas = Canvas<Int>(size: Size(columns: 6, rows: 1))
    canvas.draw("漢字漢", at: .zero)
    canvas.draw("x", at: Position(column: 1))
    canvas.draw("y", at: Position(column: 4))
    #expect(canvas.frame.text == " x字y")
  }

  @Test("Targets are found by their position on the screen, the topmost first")
  func hits() {
    var canvas = Canvas<String>(size: Size(columns: 20, rows: 5))
    canvas.within(Rect(column: 2, row: 1, columns: 10, rows: 3)) { pane in
      pane.mark(pane.bounds, as: "pane")
      pane.mark(Rect(column: 0, row: 1, columns: 99, rows: 1), as: "row")
    }
    #expect(canvas.hits.target(at: Position(column: 2, row: 1)) == "pane")
    #expect(canvas.hits.target(at: Position(column: 11, row: 2)) == "row")
    #expect(canvas.hits.target(at: Position(column: 12, row: 2)) == nil)
    canvas.overlay(Size(columns: 6, rows: 3)) { _ in }
    #expect(canvas.hits.target(at: Position(column: 8, row: 2)) == nil)
  }

  @Test("A scrolled surface shows the part it was scrolled to")
  func scrolled() {
    var canvas = Canvas<Int>(size: Size(columns: 5, rows: 2))
    canvas.scrolled(
      Rect(column: 1, row: 0, columns: 3, rows: 2), content: Size(columns: 9, rows: 9),
      offset: Position(column: 2, row: 1)
    ) { inner in
      inner.draw("abcdefghi", at: Position(row: 1))
      inner.draw("ABCDEFGHI", at: Position(row: 2))
      #expect(inner.visible == Rect(column: 2, row: 1, columns: 3, rows: 2))
    }
    #expect(canvas.frame.text == " cde\n CDE")
  }

  @Test("The golden form tells text, styles and cursor")
  func styledDescription() {
    var canvas = Canvas<Int>(size: Size(columns: 6, rows: 2))
    canvas.draw("up ", at: .zero, style: .good.bold)
    canvas.draw("漢", at: Position(column: 3), style: .text)
    canvas.restyle(Rect(column: 0, row: 1, columns: 2, rows: 1)) { $0.on(.selection) }
    canvas.showCursor(at: Position(column: 4, row: 1))
    #expect(
      canvas.frame.styledDescription == """
        |up 漢 |
        |      |
        0: 0-2 good+bold
        1: 0-1 text/selection
        cursor: 4,1
        """)
  }
}
