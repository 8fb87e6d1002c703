/// How much of a line of parts one part takes.
public enum Constraint: Hashable, Sendable {
  /// Exactly that many cells, as far as there are any.
  case fixed(Int)
  /// A share of the whole, rounded down: `.fraction(2, of: 5)` is two fifths.
  case fraction(Int, of: Int)
  /// What the others leave over, shared by weight.
  case fill(weight: Int = 1)
}

extension Rect {
  /// Cuts off and returns the upper `rows`; what is below stays.
  public mutating func cutTop(_ rows: Int) -> Rect {
    let taken = min(max(rows, 0), self.rows)
    defer { self = inset(top: taken) }
    return Rect(origin: origin, size: Size(columns: columns, rows: taken))
  }

  /// Cuts off and returns the lower `rows`; what is above stays.
  public mutating func cutBottom(_ rows: Int) -> Rect {
    let taken = min(max(rows, 0), self.rows)
    defer { self = inset(bottom: taken) }
    return Rect(column: left, row: bottom - taken, columns: columns, rows: taken)
  }

  /// Cuts off and returns the leftmost `columns`; what is right of them stays.
  public mutating func cutLeft(_ columns: Int) -> Rect {
    let taken = min(max(columns, 0), self.columns)
    defer { self = inset(left: taken) }
    return Rect(origin: origin, size: Size(columns: taken, rows: rows))
  }

  /// Cuts off and returns the rightmost `columns`; what is left of them stays.
  public mutating func cutRight(_ columns: Int) -> Rect {
    let taken = min(max(columns, 0), self.columns)
    defer { self = inset(right: taken) }
    return Rect(column: right - taken, row: top, columns: taken, rows: rows)
  }

  /// Parts from left to right, one for each constraint, with `gap` free columns between them.
  public func splitIntoColumns(gap: Int = 0, _ constraints: Constraint...) -> [Rect] {
    var column = left
    return Constraint.lengths(constraints, of: columns, gap: gap).map { length in
      defer { column += length + gap }
      return Rect(column: column, row: top, columns: length, rows: rows)
    }
  }

  /// Parts from top to bottom, one for each constraint, with `gap` free rows between them.
  public func splitIntoRows(gap: Int = 0, _ constraints: Constraint...) -> [Rect] {
    var row = top
    return Constraint.lengths(constraints, of: rows, gap: gap).map { length in
      defer { row += length + gap }
      return Rect(column: left, row: row, columns: columns, rows: length)
    }
  }
}

extension Constraint {
  /// The lengths that `constraints` get out of `total`. Fixed parts and fractions are served in order; they never
  /// take more than there is. The last filling part gets what rounding leaves.
  static func lengths(_ constraints: [Constraint], of total: Int, gap: Int) -> [Int] {
    let available = max(0, total - gap * max(0, constraints.count - 1))
    var free = available
    var lengths = constraints.map { constraint in
      let length = min(free, constraint.demand(of: available))
      free -= length
      return length
    }
    var weight = constraints.reduce(0) { $0 + $1.weight }
    for (index, constraint) in constraints.enumerated() where constraint.weight > 0 {
      lengths[index] = free * constraint.weight / weight
      free -= lengths[index]
      weight -= constraint.weight
    }
    return lengths
  }

  private func demand(of available: Int) -> Int {
    switch self {
    case .fixed(let length): max(0, length)
    case .fraction(let share, let whole): whole > 0 ? max(0, available * share / whole) : 0
    case .fill: 0
    }
  }

  private var weight: Int {
    if case .fill(let weight) = self { max(0, weight) } else { 0 }
  }
}
