/// A table whose columns fit themselves to the space there is.
public struct Table: Hashable, Sendable {
  /// One column.
  public struct Column: Hashable, Sendable {
    /// The heading.
    public var title: String
    /// The width below which the column is of no use.
    public var minimum: Int
    /// The width that holds nearly everything.
    public var ideal: Int
    /// Whether it takes what the others leave over.
    public var grows: Bool
    /// When there is no room, columns of lower priority go first.
    public var priority: Int
    /// Where its cells stand.
    public var alignment: Alignment
    /// Which part of its cells gives way.
    public var truncation: Truncation
    /// Whether it is left out, however much room there is.
    public var isHidden = false

    /// A column; by default as wide as its ideal, or down to `minimum`.
    public init(
      _ title: String, minimum: Int? = nil, ideal: Int, grows: Bool = false, priority: Int = 0,
      alignment: Alignment = .left, truncation: Truncation = .end
    ) {
      self.title = title
      self.minimum = min(minimum ?? ideal, ideal)
      self.ideal = ideal
      self.grows = grows
      self.priority = priority
      self.alignment = alignment
      self.truncation = truncation
    }
  }

  /// The direction rows are sorted in.
  public enum Order: Hashable, Sendable {
    /// Smallest first.
    case ascending
    /// Largest first.
    case descending
  }

  /// Which column the rows are sorted by.
  public struct Sorting: Hashable, Sendable {
    /// The column's index.
    public var column: Int
    /// The direction.
    public var order: Order

    /// Sorted by the column at an index.
    public init(column: Int, order: Order = .ascending) {
      self.column = column
      self.order = order
    }
  }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// A line for each column.
    public var cells: [Line]
    /// The ink of all of the row, for rows that come or go; `nil` leaves the cells their own.
    public var ink: Ink?

    /// A row of cells.
    public init(_ cells: [Line], ink: Ink? = nil) {
      self.cells = cells
      self.ink = ink
    }
  }

  /// The columns, from left to right.
  public var columns: [Column]
  /// What the rows are sorted by; shown in the heading.
  public var sorting: Sorting?
  /// Free columns between two columns.
  public var gap: Int

  /// A table of columns.
  public init(_ columns: [Column], sorting: Sorting? = nil, gap: Int = 1) {
    self.columns = columns
    self.sorting = sorting
    self.gap = gap
  }
}
