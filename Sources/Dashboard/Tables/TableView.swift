import Screen
import Topology

/// The table of a view, whichever kind of object it lists.
enum TableView {
  /// The columns of a view with the units of their numbers; none for the tree.
  static func columns(of view: ViewKind, in units: Units = Units()) -> [Table.Column] {
    switch view {
    case .wiring: []
    case .containers: ContainerTable.columns(in: units)
    case .networks: NetworkTable.columns(in: units)
    case .links: LinkTable.columns(in: units)
    case .problems: ProblemTable.columns(in: units)
    case .events: EventTable.columns(in: units)
    }
  }

  /// The table of the view on the screen, for a width. Where there is room for one half of a pair only, neither is shown.
  static func table(of state: State, width: Int) -> Table {
    var table = Table(columns(of: state.view, in: state.preferences.units), sorting: state.list.sorting)
    if state.size.columns < Layout.wideEnoughForGraphs {
      for graph in graphs(of: state.view) { table.columns[graph].isHidden = true }
    }
    let shown = table.layout(width: width).map(\.column)
    for first in pairs(of: state.view) where shown.contains(first) != shown.contains(first + 1) {
      table.columns[first].priority = -1
      table.columns[first + 1].priority = -1
    }
    return table
  }

  private static func graphs(of view: ViewKind) -> [Int] {
    switch view {
    case .containers: ContainerTable.graphs
    case .networks: NetworkTable.graphs
    case .links: LinkTable.graphs
    case .wiring, .problems, .events: []
    }
  }

  private static func pairs(of view: ViewKind) -> [Int] {
    switch view {
    case .wiring: []
    case .containers: ContainerTable.pairs
    case .networks: NetworkTable.pairs
    case .links: LinkTable.pairs
    case .problems: ProblemTable.pairs
    case .events: EventTable.pairs
    }
  }

  /// The columns there is room for, from left to right.
  static func shownColumns(of state: State) -> [Int] {
    let width = Layout(state).list.columns - 2 + state.list.sideways
    return table(of: state, width: width).layout(width: width).map(\.column)
  }

  /// The cells of a row.
  private static func row(_ id: RowID?, of state: State, in picture: Picture, _ slots: [Table.Slot]) -> Table.Row {
    let pen = CellPen(units: state.preferences.units, glyphs: state.glyphs)
    switch id {
    case .finding(let id): return ProblemTable.row(for: id, in: picture, pen, slots)
    case .event(let number): return EventTable.row(for: number, in: picture, pen, slots)
    case .object(let object, _), .reference(let object, _):
      return switch object {
      case .container: ContainerTable.row(for: object, in: picture, pen, slots)
      case .network: NetworkTable.row(for: object, in: picture, pen, slots)
      case .link: LinkTable.row(for: object, in: picture, pen, slots)
      case .namespace: Table.Row([])
      }
    case .group, nil: return Table.Row([])
    }
  }

  /// Draws the table into the inside of the list's box. Scrolled sideways it is wider than its place.
  static func draw(_ state: State, _ picture: Picture, on canvas: inout Canvas<Target>, in area: Rect) {
    let sideways = state.list.sideways
    let content = Size(columns: area.columns + sideways, rows: area.rows)
    canvas.scrolled(area, content: content, offset: Position(column: sideways)) { surface in
      let table = table(of: state, width: surface.size.columns)
      let slots = table.layout(width: surface.size.columns)
      table.draw(
        on: &surface, in: surface.bounds, window: state.list.window(height: Table.capacity(of: area)),
        selection: state.list.selectedIndex, isFocused: state.focus == .list && state.filterField == nil,
        headingTarget: { .heading($0) }, rowTarget: { .row($0) },
        row: { row(state.list.listing.id(at: $0), of: state, in: picture, slots) })
    }
  }
}
