import Screen
import Testing

@Suite("Layout")
struct LayoutTests {
  @Test("Parts get what they ask for, and those that fill share the rest")
  func split() {
    let area = Rect(column: 5, row: 2, columns: 50, rows: 10)
    let parts = area.splitIntoColumns(gap: 1, .fixed(10), .fill(), .fraction(1, of: 4), .fill(weight: 2))
    #expect(parts.map(\.columns) == [10, 8, 11, 18])
    #expect(parts.map(\.left) == [5, 16, 25, 37])
    #expect(parts.last?.right == area.right)
    #expect(area.splitIntoRows(.fixed(3), .fill()).map(\.rows) == [3, 7])
  }

  @Test("Without room the first parts are served", arguments: 0...12)
  func narrow(columns: Int) {
    let area = Rect(column: 0, row: 0, columns: columns, rows: 1)
    let parts = area.splitIntoColumns(.fixed(5), .fixed(5), .fill())
    #expect(parts.reduce(0) { $0 + $1.columns } == columns)
    #expect(parts[0].columns == min(5, columns))
  }

  @Test("Cutting takes from one edge and leaves the rest")
  func cutting() {
    var area = Rect(column: 0, row: 0, columns: 10, rows: 5)
    #expect(area.cutTop(1) == Rect(column: 0, row: 0, columns: 10, rows: 1))
    #expect(area.cutBottom(2) == Rect(column: 0, row: 3, columns: 10, rows: 2))
    #expect(area.cutLeft(3) == Rect(column: 0, row: 1, columns: 3, rows: 2))
    #expect(area.cutRight(99) == Rect(column: 3, row: 1, columns: 7, rows: 2))
    #expect(area.isEmpty)
  }

  @Test(
    "A window moves as little as it can to show the selection and wastes no room",
    arguments: [
      (12, 5, 0, 4, 0..<5), (12, 5, 0, 5, 1..<6), (12, 5, 8, 2, 2..<7), (12, 5, 99, 11, 7..<12), (3, 5, 2, 0, 0..<3),
      (0, 5, 0, 0, 0..<0), (5, 0, 0, 3, 4..<4),
    ])
  func window(count: Int, height: Int, offset: Int, selection: Int, expected: Range<Int>) {
    let window = ListWindow(count: count, height: height, offset: offset, selection: selection)
    #expect(window.visible == expected)
  }

  @Test("Scrolling reveals an area with the smallest move and stays within the content")
  func scrolling() {
    var scroll = ScrollOffset()
    let place = Size(columns: 10, rows: 5)
    scroll.reveal(Rect(column: 12, row: 2, columns: 4, rows: 1), in: place)
    #expect(scroll.position == Position(column: 6, row: 0))
    scroll.reveal(Rect(column: 3, row: 9, columns: 20, rows: 1), in: place)
    #expect(scroll.position == Position(column: 3, row: 5))
    scroll.move(columns: 100, rows: -100)
    #expect(scroll.clamped(content: Size(columns: 30, rows: 8), in: place).position == Position(column: 20, row: 0))
  }

  @Test("Columns of a table never exceed its width", arguments: 0...60)
  func tableWidths(width: Int) {
    let slots = WidgetTests.table.layout(width: width)
    #expect(slots.allSatisfy { $0.left >= 0 && $0.left + $0.width <= width })
    #expect(!slots.isEmpty)
  }
}
