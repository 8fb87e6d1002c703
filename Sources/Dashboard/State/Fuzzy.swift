/// Finds what somebody means by a few letters.
enum Fuzzy {
  /// The candidates that have the pattern's letters in order, best first; all of them for an empty pattern.
  static func rank<Candidate>(_ candidates: [Candidate], by pattern: String, title: (Candidate) -> String)
    -> [Candidate]
  {
    let letters = pattern.lowercased().filter { !$0.isWhitespace }
    guard !letters.isEmpty else { return candidates }
    return candidates.enumerated()
      .compactMap { offset, candidate in
        cost(of: letters, in: title(candidate).lowercased()).map { (cost: $0, offset: offset, candidate: candidate) }
      }
      .sorted { ($0.cost, $0.offset) < ($1.cost, $1.offset) }
      .map(\.candidate)
  }

  /// How badly letters fit a text, 0 best; nil where they are not in it in order. A letter costs nothing at the start of
  /// a word or right behind the one before, else the distance it jumps.
  static func cost(of letters: String, in text: String) -> Int? {
    var cost = 0
    var isInRun = false
    var isAtWordStart = true
    var rest = letters[...]
    for character in text {
      guard let wanted = rest.first else { break }
      if character == wanted {
        if !isInRun && !isAtWordStart { cost += 3 }
        rest.removeFirst()
        isInRun = true
      } else {
        if isInRun || rest.count < letters.count { cost += 1 }
        isInRun = false
      }
      isAtWordStart = !character.isLetter && !character.isNumber
    }
    return rest.isEmpty ? cost : nil
  }
}
