/// A line of the wiring tree as it is listed: the row, the guides before it, and whether it can be folded.
struct WiringLine: Hashable, Sendable {
  /// What a row with children does with them.
  enum Fold: Hashable, Sendable {
    case open
    /// Not shown: so many lines are below it, and something is wrong with so many of them.
    case folded(Int, troubled: Int)
  }

  var row: WiringRow
  /// For each level above: whether its trunk passes by on the way to later siblings.
  var trunks: [Bool]
  /// Whether it is the last of its siblings.
  var isLast: Bool
  var fold: Fold?
  /// The line it hangs from; nil at the left edge.
  var parent: Int?

  /// 0 at the left edge.
  var depth: Int { trunks.count }
}

extension WiringTree {
  /// The lines to list. A row is shown where it matches, something below it does, or something above it that it explains.
  /// `folds` holds what somebody folded or opened by hand; while a filter is on, nothing is folded. A bridge that is
  /// looked for `byName` brings along what is plugged into it, unless some of that matches itself.
  func lines(
    folds: [RowID: Bool], byName: Bool = false, matching filter: ((WiringRow) -> Bool)? = nil
  ) -> [WiringLine] {
    var lines: [WiringLine] = []
    let shown = filter.map { matches in roots.compactMap { $0.pruned(to: matches, byName: byName) } } ?? roots
    for (offset, root) in shown.enumerated() {
      root.list(
        into: &lines, trunks: [], isLast: offset == shown.count - 1, parent: nil, folds: filter == nil ? folds : nil)
    }
    return lines
  }
}

extension WiringNode {
  /// The node with only what matches below it; nil where nothing does.
  fileprivate func pruned(to matches: (WiringRow) -> Bool, byName: Bool) -> WiringNode? {
    let kept = children.compactMap { $0.pruned(to: matches, byName: byName) }
    let isWanted = kept.isEmpty && matches(row)
    guard !kept.isEmpty || isWanted else { return nil }
    var node = self
    if !isWanted || !byName || row.shape != .link { node.children = kept }
    return node
  }

  fileprivate func list(
    into lines: inout [WiringLine], trunks: [Bool], isLast: Bool, parent: Int?, folds: [RowID: Bool]?
  ) {
    let isFolded = !children.isEmpty && (folds.map { $0[row.id] ?? startsFolded } ?? false)
    let own = lines.count
    let fold: WiringLine.Fold? =
      children.isEmpty ? nil : isFolded ? .folded(descendantCount, troubled: troubleCount) : .open
    lines.append(WiringLine(row: row, trunks: trunks, isLast: isLast, fold: fold, parent: parent))
    guard !isFolded else { return }
    for (offset, child) in children.enumerated() {
      child.list(
        into: &lines, trunks: parent == nil && trunks.isEmpty ? [false] : trunks + [!isLast],
        isLast: offset == children.count - 1, parent: own, folds: folds)
    }
  }
}
