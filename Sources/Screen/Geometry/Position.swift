/// A cell's place, counted from the top left corner at 0, 0.
public struct Position: Hashable, Sendable {
  /// Cells from the left edge.
  public var column: Int
  /// Cells from the top edge.
  public var row: Int

  /// The place `column` cells from the left and `row` cells from the top.
  public init(column: Int = 0, row: Int = 0) {
    self.column = column
    self.row = row
  }

  /// The top left corner.
  public static let zero = Position()

  /// The place moved by another one taken as a distance.
  public static func + (place: Position, distance: Position) -> Position {
    Position(column: place.column + distance.column, row: place.row + distance.row)
  }

  /// The distance between two places.
  public static func - (place: Position, other: Position) -> Position {
    Position(column: place.column - other.column, row: place.row - other.row)
  }
}
