import Topology

/// Which rows of the tree a filter let through, as long as it asks for names and the rows are as they were: what a thousand
/// rows are called is then not read again for each second and each change.
struct MatchMemory: Sendable {
  private var text = ""
  private var results: [RowID: Bool] = [:]

  /// The tree is another one: only rows that were taken over are as they were.
  mutating func keep(_ settled: Set<RowID>) { results = results.filter { settled.contains($0.key) } }

  /// Asks a matcher about rows that are not known.
  func remembering(_ matcher: Matcher) -> Remembering {
    Remembering(matcher, knowing: text == matcher.query.text ? results : [:])
  }

  /// Takes over what was asked.
  mutating func take(_ asked: Remembering) {
    text = asked.matcher.query.text
    results = asked.matcher.isByName ? asked.results : [:]
  }

  /// A matcher that remembers while rows are gone through.
  final class Remembering {
    fileprivate let matcher: Matcher
    fileprivate var results: [RowID: Bool]

    fileprivate init(_ matcher: Matcher, knowing results: [RowID: Bool]) {
      self.matcher = matcher
      self.results = results
    }

    func matches(_ row: WiringRow) -> Bool {
      if let known = results[row.id] { return known }
      let isMatch = matcher.matches(row: row)
      results[row.id] = isMatch
      return isMatch
    }
  }
}
