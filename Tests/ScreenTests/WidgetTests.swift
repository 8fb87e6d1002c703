import Screen
import Testing

@Suite("Widgets")
struct WidgetTests {
  static let table = Table(
    [
      Table.Column("name", minimum: 8, ideal: 12, grows: true, priority: 9, truncation: .middle),
      Table.Column("image", minimum: 6, ideal: 10, priority: 1),
      Table.Column("rx/s", ideal: 6, priority: 5, alignment: .right),
    ], sorting: Table.Sorting(column: 2, order: .descending))

  static func row(_ index: Int) -> Table.Row {
    Table.Row([Line("container-number-\(index)"), "nginx:1.27", Line("\(index) k", .received)])
  }

  @Test("A table shows its columns, the sort mark and the selection")
  func wideTable() {
    var canvas = Canvas<Int>(size: Size(columns: 32, rows: 4))
    let window = ListWindow(count: 12, height: Table.capacity(of: canvas.bounds), offset: 0, selection: 4)
    Self.table.draw(
      on: &canvas, in: canvas.bounds, window: window, selection: 4, headingTarget: { 100 + $0 }, rowTarget: { $0 },
      row: Self.row)
    #expect(
      canvas.frame.styledDescription == """
        |name           image       rx/s▾|
        |contain…mber-2 nginx:1.27    2 k|
        |contain…mber-3 nginx:1.27    3 k|
        |contain…mber-4 nginx:1.27    4 k|
        0: 0-3 heading, 15-19 heading, 27-31 heading+bold
        1: 29-31 received
        2: 29-31 received
        3: 0-28 text/selection, 29-31 received/selection
        """)
    #expect(canvas.hits.target(at: Position(column: 3, row: 3)) == 4)
    #expect(canvas.hits.target(at: Position(column: 30, row: 0)) == 102)
  }

  @Test("A table without room drops the columns of lowest priority")
  func narrowTable() {
    #expect(Self.table.layout(width: 16).map(\.column) == [0, 2])
    #expect(Self.table.layout(width: 13).map(\.column) == [0])
    #expect(Self.table.layout(width: 5).map(\.width) == [5])
  }

  @Test("Tree guides lead from each row to its children")
  func treeGuides() {
    let depths = [0, 1, 2, 2, 1, 2, 0, 1]
    #expect(
      TreeGuides.prefixes(depths: depths, glyphs: .unicode) == [
        "", "├─ ", "│  ├─ ", "│  └─ ", "└─ ", "   └─ ", "", "└─ ",
      ])
  }

  @Test("A graph leaves gaps for unknown samples, draws zero as a line and fits its largest sample")
  func sparkline() {
    let graph = Sparkline([nil, 0, 1, 4, 8])
    #expect(graph.text(columns: 6, glyphs: .unicode) == "  ─▁▄█")
    #expect(graph.text(columns: 6, glyphs: .ascii) == "  -_-#")
    #expect(graph.text(columns: 2, glyphs: .unicode, drawing: .braille) == "⢀⣼")
  }

  @Test("Only the open tab keeps its name where there is no room")
  func tabs() {
    let bar = TabBar([.init(key: "1", title: "Wiring"), .init(key: "2", title: "Networks")], selection: 0)
    var wide = Canvas<Int>(size: Size(columns: 22, rows: 1))
    bar.draw(on: &wide, in: wide.bounds) { $0 }
    #expect(wide.frame.text == " 1 Wiring  2 Networks")
    #expect(wide.hits.target(at: Position(column: 12, row: 0)) == 1)
    var narrow = Canvas<Int>(size: Size(columns: 16, rows: 1))
    bar.draw(on: &narrow, in: narrow.bounds) { $0 }
    #expect(narrow.frame.text == " 1 Wiring  2")
  }

  @Test("Hints of low priority give way, and disabled ones have no target")
  func hints() {
    let hints = KeyHints([
      .init(key: "a", label: "attach"), .init(key: "x", label: "detach", isEnabled: false, priority: 1),
      .init(key: "q", label: "quit", priority: 9),
    ])
    var canvas = Canvas<Int>(size: Size(columns: 18, rows: 1))
    hints.draw(on: &canvas, in: canvas.bounds) { $0 }
    #expect(canvas.frame.text == "x detach  q quit")
    #expect(canvas.hits.target(at: .zero) == nil)
    #expect(canvas.hits.target(at: Position(column: 10)) == 2)
  }
}
