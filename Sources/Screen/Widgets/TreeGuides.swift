/// The lines that lead from a tree's rows to their children.
public enum TreeGuides {
  /// What stands before each row, given the rows' depths from top to bottom. Rows of depth 0 are roots and have no
  /// guide; each further level takes three columns.
  public static func prefixes(depths: [Int], glyphs: Glyphs) -> [String] {
    // From the bottom up: whether a level has a later sibling is known before its row is met.
    var hasSibling = Array(repeating: false, count: (depths.max() ?? 0) + 1)
    var prefixes: [String] = []
    prefixes.reserveCapacity(depths.count)
    for depth in depths.reversed() {
      prefixes.append(prefix(depth: depth, hasSibling, glyphs))
      guard hasSibling.indices.contains(depth) else { continue }
      hasSibling[depth] = true
      for level in hasSibling.indices.dropFirst(depth + 1) { hasSibling[level] = false }
    }
    return prefixes.reversed()
  }

  private static func prefix(depth: Int, _ hasSibling: [Bool], _ glyphs: Glyphs) -> String {
    guard depth > 0 else { return "" }
    let trunks = (1..<depth).map { hasSibling[$0] ? glyphs.trunk : "   " }
    return trunks.joined() + (hasSibling[depth] ? glyphs.branch : glyphs.lastBranch)
  }
}
