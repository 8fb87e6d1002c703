extension String {
  /// How many characters must be put in, taken out or replaced to make `other` of this text (Levenshtein), case
  /// aside; a text that contains the other is no farther than `contained`.
  func editDistance(to other: String, contained: Int) -> Int {
    let (mine, theirs) = (lowercased(), other.lowercased())
    let distance = Self.distance(Array(mine), Array(theirs))
    return mine.contains(theirs) ? Swift.min(distance, contained) : distance
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, candidate) in right.enumerated() {
        let replaced = diagonal + (character == candidate ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
