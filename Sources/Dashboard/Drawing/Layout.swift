import Screen

/// Where things stand on a screen of a size.
struct Layout: Hashable, Sendable {
  /// Below this nothing is drawn but a message.
  static let minimum = Size(columns: 60, rows: 15)
  /// From this width on there is room for words in full, and for details.
  static let wide = 100
  /// From this width on there is room for small graphs; before, they would cost a slow line more than they tell.
  static let wideEnoughForGraphs = 92
  /// From this width on, details stand beside a table; before, a table's columns need all of it and they stand below.
  static let wideForTables = 186
  /// Columns beyond this are better spent on a table.
  static let widestDetails = 66
  /// A problem needs no more rows than these below the list.
  static let tallestProblem = 14
  /// From this height on there is room for details below a table.
  static let tall = 30

  let isWide: Bool
  let header: Rect
  let tabs: Rect
  /// The line of the filter; at wide screens it is the right end of the tabs.
  let filter: Rect
  /// The box of the list.
  let list: Rect
  /// The box of the details; empty where they have no place.
  let details: Rect
  /// Lines about the selected object below the list, where there is no place beside it.
  let strip: Rect
  /// The line for what is wrong, and for toasts.
  let finding: Rect
  let footer: Rect
  /// The box of a full page: all between tabs and finding.
  let page: Rect

  init(_ state: State) {
    var rest = Rect(size: state.size)
    isWide = state.size.columns >= Layout.wide
    header = rest.cutTop(1)
    var tabs = rest.cutTop(1)
    footer = rest.cutBottom(1)
    finding = rest.cutBottom(1)
    page = rest
    let showsFilter = state.page == nil && (state.filterField != nil || state.list.filter.isActive)
    if isWide {
      filter = showsFilter ? tabs.cutRight(tabs.columns - ViewKind.tabsWidth) : .zero
    } else {
      filter = showsFilter ? rest.cutTop(1) : .zero
    }
    self.tabs = tabs
    let isZoomed = state.preferences.isZoomed
    let place = Layout.placeOfDetails(in: state.size, state.view)
    strip = place == .strip && !isZoomed ? rest.cutBottom(2) : .zero
    switch place {
    case .strip: (list, details) = (rest, .zero)
    case _ where isZoomed: (list, details) = state.focus == .details ? (.zero, rest) : (rest, .zero)
    case .beside:
      let share = rest.columns * 3 / 8
      let columns = state.view == .wiring ? share : min(share, Layout.widestDetails)
      let parts = rest.splitIntoColumns(.fill(), .fixed(columns))
      (list, details) = (parts[0], parts[1])
    case .below:
      let rows = state.view == .problems ? min(rest.rows * 3 / 5, Layout.tallestProblem) : rest.rows * 2 / 5
      let parts = rest.splitIntoRows(.fill(), .fixed(rows))
      (list, details) = (parts[0], parts[1])
    }
  }

  /// Where what is selected is told, while no pane has all the room.
  enum PlaceOfDetails: Hashable, Sendable {
    /// In a pane beside the list, or below it.
    case beside, below
    /// In two lines below the list.
    case strip
  }

  /// Where details are on a screen of a size in a view.
  static func placeOfDetails(in size: Size, _ view: ViewKind) -> PlaceOfDetails {
    // What is wrong with an object is of no use without why, and what to do.
    if view == .problems, size.columns < wideForTables { return size.rows >= 20 ? .below : .strip }
    // An event is a line; what it is about has a page.
    if size.columns < wide || view == .events { return .strip }
    if view == .wiring || size.columns >= wideForTables { return .beside }
    return size.rows >= tall ? .below : .strip
  }

  /// Rows of the list that can be seen at once, in this view.
  func listHeight(of view: ViewKind) -> Int { max(0, list.rows - (view == .wiring ? 2 : 3)) }
}

extension State {
  /// Whether there is room for more than a message.
  var isTooSmall: Bool { size.columns < Layout.minimum.columns || size.rows < Layout.minimum.rows }
}
