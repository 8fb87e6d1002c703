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
    #expect(graph.text(columns: 6, glyphs: .ascii) == "  -_:#")
    #expect(graph.text(columns: 2, glyphs: .unicode, drawing: .braille) == "⢀⣼")
  }

  @Test("No sample breaks a graph", arguments: [Double.nan, .infinity, -.infinity, -5, 1e308, 1e-300])
  func oddSamples(sample: Double) {
    for drawing in [Sparkline.Drawing.blocks, .braille] {
      for ceiling in [nil, 0, -1, 10] as [Double?] {
        let graph = Sparkline([1, sample, nil, 2], ceiling: ceiling)
        #expect(graph.text(columns: 4, glyphs: .unicode, drawing: drawing).columns == 4)
        #expect(graph.text(columns: 0, glyphs: .ascii, drawing: drawing).isEmpty)
      }
    }
  }

  @Test("A graph of several rows fills them from below; what is unknown has no axis")
  func graphs() {
    let graph = Graph([nil, 0, 2, 5, 8, 16], ceiling: 16)
    #expect(graph.text(columns: 6, rows: 2, glyphs: .unicode, drawing: .blocks) == ["     █", " ─▂▅██"])
    #expect(graph.text(columns: 6, rows: 2, glyphs: .ascii, drawing: .braille) == ["     #", " -.~##"])
    #expect(graph.text(columns: 3, rows: 2, glyphs: .unicode, drawing: .braille) == ["  ⣸", "⢀⣴⣿"])
    #expect(graph.text(columns: 2, rows: 1, glyphs: .unicode, drawing: .blocks) == ["▄█"])
  }

  @Test("No sample breaks a graph of several rows", arguments: [Double.nan, .infinity, -.infinity, -5, 1e308, 1e-300])
  func oddGraphs(sample: Double) {
    for drawing in [Sparkline.Drawing.blocks, .braille] {
      for ceiling in [0, -1, 10, .nan] {
        let rows = Graph([1, sample, nil], ceiling: ceiling).text(
          columns: 4, rows: 3, glyphs: .unicode, drawing: drawing)
        #expect(rows.map(\.columns) == [4, 4, 4])
        #expect(Graph([sample], ceiling: ceiling).text(columns: 0, rows: 2, glyphs: .ascii, drawing: drawing).isEmpty)
      }
    }
  }

  @Test("A dialogue lies above what was there, with its targets only")
  func overlay() {
    var canvas = Canvas<Int>(size: Size(columns: 16, rows: 5))
    for row in 0..<5 { canvas.draw(String(repeating: "漢", count: 8), at: Position(row: row)) }
    canvas.mark(canvas.bounds, as: 1)
    canvas.overlay(Size(columns: 11, rows: 3), title: "Quit?") { dialog in
      dialog.draw("yes", opposite: "no", in: dialog.bounds)
      dialog.mark(Rect(column: 0, row: 0, columns: 3, rows: 1), as: 2)
    }
    #expect(
      canvas.frame.text == """
        漢漢漢漢漢漢漢漢
        漢╭ Quit? ──╮ 漢
        漢│yes    no│ 漢
        漢╰─────────╯ 漢
        漢漢漢漢漢漢漢漢
        """)
    #expect(canvas.hits.target(at: Position(column: 3, row: 2)) == 2)
    #expect(canvas.hits.target(at: Position(column: 7, row: 2)) == nil)
    #expect(canvas.hits.target(at: .zero) == 1)
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
