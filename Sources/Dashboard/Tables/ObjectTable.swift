import Screen
import Topology

/// A view that lists objects of one kind, one a row.
protocol ObjectTable {
  associatedtype Element

  /// The columns, from left to right.
  static var columns: [ObjectColumn<Element>] { get }
  /// What is listed, in the view's own order.
  static func elements(of picture: Picture, _ preferences: Preferences) -> [Element]
  /// What an element is.
  static func object(of element: Element) -> ObjectID?
  /// The element that an object is.
  static func element(_ object: ObjectID, in picture: Picture) -> Element?
  /// Whether it is there at all: what is not, is dim.
  static func isDim(_ element: Element) -> Bool
  /// What is special about it for the moment.
  static func mark(of element: Element, in picture: Picture) -> Mark?
}

/// What the cells of a table are written with.
struct CellPen {
  var units: Units
  var glyphs: Glyphs
}

/// A column of a table of objects.
struct ObjectColumn<Element>: Sendable {
  /// What the numbers of a column are, which its heading says.
  enum Measure: Hashable, Sendable {
    case plain, amount, rate
  }

  var column: Table.Column
  var measure = Measure.plain
  /// What an element's cell says.
  var cell: @Sendable (Element, Picture, Units) -> Line
  /// What the cell says where that does not fit.
  var short: (@Sendable (Element, Picture) -> Line)?
  /// What its cell is sorted by.
  var key: @Sendable (Element, Picture) -> SortKey
  /// Its last seconds, for a column that is a graph.
  var series: (@Sendable (Element, Picture, Int) -> [Double?])?
  /// Whether it says how the element does, or that it is gone.
  var isState = false
}

extension ObjectTable {
  static func isDim(_ element: Element) -> Bool { false }

  static func mark(of element: Element, in picture: Picture) -> Mark? { object(of: element).flatMap(picture.mark) }

  /// Rows for what is listed: filtered, then sorted; equal ones stay in the view's own order.
  static func rows(
    of picture: Picture, sorted sorting: Table.Sorting?, matching matcher: Matcher?, _ preferences: Preferences
  ) -> [RowID] {
    var elements = elements(of: picture, preferences)
    if let matcher { elements = elements.filter { object(of: $0).map(matcher.matches) ?? false } }
    return sorted(elements, sorting, in: picture).compactMap(object).map { .object($0) }
  }

  /// Elements in the order of a column.
  static func sorted(_ elements: [Element], _ sorting: Table.Sorting?, in picture: Picture) -> [Element] {
    guard let sorting, columns.indices.contains(sorting.column) else { return elements }
    let key = columns[sorting.column].key
    return elements.enumerated().map { (key: key($0.element, picture), offset: $0.offset, element: $0.element) }
      .sorted {
        $0.key.comes(before: $1.key, ascending: sorting.order == .ascending) ?? ($0.offset < $1.offset)
      }
      .map(\.element)
  }

  /// The columns as they are drawn: with the units of what they say.
  static func columns(in units: Units) -> [Table.Column] {
    columns.map { column in
      var drawn = column.column
      switch column.measure {
      case .plain: break
      case .amount: drawn.title += units.measure == .bytes ? " B" : " bit"
      case .rate: drawn.title += " " + units.rateUnit
      }
      drawn.minimum = max(drawn.minimum, column.measure == .plain ? 0 : drawn.title.columns)
      drawn.ideal = max(drawn.ideal, drawn.minimum)
      return drawn
    }
  }

  /// Columns that are of no use without the next one: what is received without what is sent.
  static var pairs: [Int] {
    columns.indices.dropLast().filter { index in
      columns[index].measure != .plain && columns[index].measure == columns[index + 1].measure
    }
  }

  /// Columns that are graphs.
  static var graphs: [Int] { columns.indices.filter { columns[$0].series != nil } }

  /// The cells of an object's row in columns of these places; none where it is gone.
  static func row(for object: ObjectID, in picture: Picture, _ pen: CellPen, _ slots: [Table.Slot]) -> Table.Row {
    element(object, in: picture).map { row(for: $0, in: picture, pen, slots) } ?? Table.Row([])
  }

  /// The cells of an element's row in columns of these places.
  static func row(for element: Element, in picture: Picture, _ pen: CellPen, _ slots: [Table.Slot]) -> Table.Row {
    let mark = mark(of: element, in: picture)
    let isGone = mark == .gone && object(of: element).map(picture.isGone) ?? false
    // Where the state has no room, the last column says that it is gone.
    let state = slots.last { columns[$0.column].isState } ?? slots.last
    var cells = columns.map { _ in Line() }
    for slot in slots {
      let cell = isGone && slot == state ? Line("gone") : cell(of: element, in: slot, picture, pen)
      cells[slot.column] = mark == nil ? cell : cell.restyled { $0.marked(mark) }
    }
    return Table.Row(cells, ink: isDim(element) && mark != .gone ? .muted : nil)
  }

  private static func cell(
    of element: Element, in slot: Table.Slot, _ picture: Picture, _ pen: CellPen
  ) -> Line {
    let column = columns[slot.column]
    if let series = column.series {
      return Line(Sparkline(rates: series(element, picture, slot.width)).text(columns: slot.width, glyphs: pen.glyphs))
    }
    let cell = column.cell(element, picture, pen.units)
    return cell.columns > slot.width ? column.short?(element, picture) ?? cell : cell
  }
}
