extension Table {
  /// The place of a column that is shown.
  public struct Slot: Hashable, Sendable {
    /// The column's index.
    public let column: Int
    /// Its first cell, from the table's left edge.
    public let left: Int
    /// Its width.
    public let width: Int
  }

  /// The columns that are shown in `width` columns of the screen, and where.
  ///
  /// Columns of the lowest priority are left out, the rightmost first, until the rest has its minimum widths. What is
  /// left over brings columns to their ideal widths, the highest priority first, and then goes to those that grow.
  public func layout(width: Int) -> [Slot] {
    let shown = shownColumns(width: width)
    var widths = shown.map { columns[$0].minimum }
    var free = width - widths.reduce(0, +) - gap * max(0, shown.count - 1)
    if free < 0, shown.count == 1 {
      widths[0] = max(0, width)
      free = 0
    }
    let byPriority = shown.indices.sorted {
      (-columns[shown[$0]].priority, $0) < (-columns[shown[$1]].priority, $1)
    }
    for index in byPriority where free > 0 {
      let extra = max(0, min(free, columns[shown[index]].ideal - widths[index]))
      widths[index] += extra
      free -= extra
    }
    let growing = shown.indices.filter { columns[shown[$0]].grows }
    for (served, index) in growing.enumerated() where free > 0 {
      let extra = free / (growing.count - served)
      widths[index] += extra
      free -= extra
    }
    return slots(shown, widths)
  }

  private func shownColumns(width: Int) -> [Int] {
    var shown = columns.indices.filter { !columns[$0].isHidden }
    func needed() -> Int { shown.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, shown.count - 1) }
    while shown.count > 1, needed() > width {
      let least = shown.map { columns[$0].priority }.min()
      guard let victim = shown.lastIndex(where: { columns[$0].priority == least }) else { break }
      shown.remove(at: victim)
    }
    return shown
  }

  private func slots(_ shown: [Int], _ widths: [Int]) -> [Slot] {
    var left = 0
    return zip(shown, widths).map { column, width in
      defer { left += width + gap }
      return Slot(column: column, left: left, width: width)
    }
  }
}
