/// How far a surface that is larger than its place is scrolled, both ways.
public struct ScrollOffset: Hashable, Sendable {
  /// The position of the surface that is shown in the upper left corner.
  public private(set) var position: Position

  /// An offset that begins at a position.
  public init(_ position: Position = .zero) {
    self.position = position
  }

  /// Moves by a distance.
  public mutating func move(columns: Int = 0, rows: Int = 0) {
    position = position + Position(column: columns, row: rows)
  }

  /// Moves as little as needed so that `area` can be seen; if it is larger than the place, its beginning.
  public mutating func reveal(_ area: Rect, in place: Size) {
    position.column = Self.revealing(area.left..<area.right, from: position.column, length: place.columns)
    position.row = Self.revealing(area.top..<area.bottom, from: position.row, length: place.rows)
  }

  /// The offset kept within what there is to see.
  public func clamped(content: Size, in place: Size) -> ScrollOffset {
    ScrollOffset(
      Position(
        column: max(0, min(position.column, content.columns - place.columns)),
        row: max(0, min(position.row, content.rows - place.rows))))
  }

  private static func revealing(_ range: Range<Int>, from offset: Int, length: Int) -> Int {
    min(range.lowerBound, max(offset, range.upperBound - length))
  }
}
