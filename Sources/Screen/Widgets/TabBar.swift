/// The row that shows the views and which one is open.
public struct TabBar: Hashable, Sendable {
  /// One view.
  public struct Tab: Hashable, Sendable {
    /// The key that opens it.
    public var key: String
    /// Its name.
    public var title: String

    /// A view with its key.
    public init(key: String, title: String) {
      self.key = key
      self.title = title
    }
  }

  /// The views, from left to right.
  public var tabs: [Tab]
  /// The index of the open one.
  public var selection: Int

  /// A bar of views.
  public init(_ tabs: [Tab], selection: Int) {
    self.tabs = tabs
    self.selection = selection
  }

  /// Draws the tabs; if there isn't room for all names, only the open one has its name. Returns the column after the
  /// last tab.
  @discardableResult
  public func draw<Target>(on canvas: inout Canvas<Target>, in area: Rect, target: (Int) -> Target?) -> Int {
    let needed = tabs.reduce(0) { $0 + $1.key.columns + $1.title.columns + 3 }
    let isShort = needed > area.columns + 1
    var column = area.left
    for (index, tab) in tabs.enumerated() {
      let isOpen = index == selection
      let label = label(of: tab, isOpen: isOpen, isShort: isShort)
      let place = Rect(column: column, row: area.top, columns: label.columns, rows: 1).intersection(area)
      canvas.within(area) { _ = $0.draw(label, at: Position(column: column - area.left)) }
      if let target = target(index) { canvas.mark(place, as: target) }
      column += label.columns
    }
    return min(column, area.right)
  }

  private func label(of tab: Tab, isOpen: Bool, isShort: Bool) -> Line {
    if isOpen { return Line(" \(tab.key) \(tab.title) ", .accent.on(.selection)) }
    var label = Line(" ")
    label.append(tab.key, .accent)
    label.append(isShort ? " " : " \(tab.title) ", .muted)
    return label
  }
}
