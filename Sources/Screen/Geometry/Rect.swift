/// A rectangle of cells. Its far edges are exclusive.
public struct Rect: Hashable, Sendable {
  /// The top left cell.
  public var origin: Position
  /// The extent.
  public var size: Size

  /// The rectangle of `size` whose top left cell is `origin`.
  public init(origin: Position = .zero, size: Size) {
    self.origin = origin
    self.size = size
  }

  /// The rectangle of `columns` by `rows` cells whose top left cell is at `column`, `row`.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.init(origin: Position(column: column, row: row), size: Size(columns: columns, rows: rows))
  }

  /// A rectangle without a cell.
  public static let zero = Rect(size: .zero)

  /// The first column.
  public var left: Int { origin.column }
  /// The first row.
  public var top: Int { origin.row }
  /// The column after the last one.
  public var right: Int { origin.column + size.columns }
  /// The row after the last one.
  public var bottom: Int { origin.row + size.rows }
  /// The number of columns.
  public var columns: Int { size.columns }
  /// The number of rows.
  public var rows: Int { size.rows }
  /// Whether there is no cell in it.
  public var isEmpty: Bool { size.isEmpty }

  /// Whether the cell at `position` lies in it.
  public func contains(_ position: Position) -> Bool {
    position.column >= left && position.column < right && position.row >= top && position.row < bottom
  }

  /// The cells that both rectangles have; empty, at this one's origin, if there are none.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(left, other.left)
    let top = max(top, other.top)
    let columns = min(right, other.right) - left
    let rows = min(bottom, other.bottom) - top
    guard columns > 0, rows > 0 else { return Rect(origin: origin, size: .zero) }
    return Rect(column: left, row: top, columns: columns, rows: rows)
  }

  /// The rectangle moved by `distance`.
  public func offset(by distance: Position) -> Rect {
    Rect(origin: origin + distance, size: size)
  }

  /// What is left when `horizontal` columns at both sides and `vertical` rows at top and bottom are taken away.
  public func inset(horizontal: Int = 0, vertical: Int = 0) -> Rect {
    inset(top: vertical, left: horizontal, bottom: vertical, right: horizontal)
  }

  /// What is left when rows and columns at each edge are taken away.
  public func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Rect {
    Rect(
      column: self.left + left, row: self.top + top,
      columns: columns - left - right, rows: rows - top - bottom)
  }

  /// The rectangle of at most `size`, in the middle of this one.
  public func centered(_ size: Size) -> Rect {
    let columns = min(size.columns, columns)
    let rows = min(size.rows, rows)
    return Rect(
      column: left + (self.columns - columns) / 2, row: top + (self.rows - rows) / 2, columns: columns, rows: rows)
  }

  /// Its row number `index` from the top, as a rectangle of one row.
  public func row(_ index: Int) -> Rect {
    Rect(column: left, row: top + index, columns: columns, rows: 1).intersection(self)
  }
}
