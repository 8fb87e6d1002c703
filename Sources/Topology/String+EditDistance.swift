extension String {
  /// How many characters must be put in, taken out, replaced or swapped with their neighbour to make `other` of this
  /// text (optimal string alignment), case aside; a text that contains the other is no farther than `contained`.
  func editDistance(to other: String, contained: Int) -> Int {
    let (mine, theirs) = (lowercased(), other.lowercased())
    let distance = Self.distance(Array(mine), Array(theirs))
    return mine.contains(theirs) ? Swift.min(distance, contained) : distance
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, candidate) in right.enumerated() {
        let replaced = last[column] + (character == candidate ? 0 : 1)
        var best = Swift.min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, character == right[column - 1], left[row - 1] == candidate {
          best = Swift.min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
