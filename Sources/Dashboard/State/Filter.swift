import Topology

/// What somebody typed to see less, and what it means.
struct Filter: Hashable, Sendable {
  /// As typed.
  let text: String
  /// What it means; of a text that means nothing yet, what the words before the last one mean.
  let query: Query?
  /// Why the text means nothing.
  let error: QueryError?

  /// The filter that a text is; an empty one lets everything through.
  init(_ text: String = "") {
    self.text = text
    do throws(QueryError) {
      query = try Query(parsing: text)
      error = nil
    } catch {
      let words = text.lastIndex(where: \.isWhitespace).map { String(text[..<$0]) }
      query = words.flatMap { try? Query(parsing: $0) }
      self.error = error
    }
  }

  /// Whether anything is typed.
  var isActive: Bool { !text.isEmpty }
}

/// Tells which objects of a picture a filter lets through.
struct Matcher {
  let query: Query
  private let picture: Picture
  let hasNegation: Bool
  /// Whether only bare words are asked for: names, addresses, ids.
  let isByName: Bool

  /// Nil where the filter lets everything through.
  init?(_ filter: Filter, in picture: Picture) {
    guard let query = filter.query, !query.isEmpty else { return nil }
    self.query = query
    self.picture = picture
    hasNegation = query.text.contains("!")
    isByName = !query.text.contains { "!:<>=".contains($0) }
  }

  func matches(_ object: ObjectID) -> Bool {
    let (snapshot, rates) = (picture.snapshot, picture.rates)
    return switch object {
    case .container(let key): snapshot.container(key).map { query.matches($0, in: snapshot, rates: rates) } ?? false
    case .network(let key): snapshot.network(key).map { query.matches($0, in: snapshot, rates: rates) } ?? false
    case .namespace(let id): snapshot.namespace(id).map { query.matches($0, in: snapshot, rates: rates) } ?? false
    case .link(let id): picture.link(id).map { query.matches($0, in: snapshot, rates: rates) } ?? false
    }
  }

  /// A row of the tree matches by whatever it mentions. What must *not* hold is asked of its own object only: some
  /// mentioned thing is nearly always different.
  func matches(row: WiringRow) -> Bool {
    guard hasNegation else { return row.objects.contains(where: matches) }
    return row.id.object.map(matches) ?? false
  }
}
