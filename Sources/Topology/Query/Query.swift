/// What `--filter` and the dashboard's `/` understand.
///
/// ```
/// query     = term { space term }                            all of them must hold
/// term      = [ "!" ] ( word | field ":" value | field "=" value | field ( ">" | "<" ) number )
/// word      = what a name, an address or an id contains
/// number    = digits [ "." digits ] [ k | M | G | T | Ki | Mi | Gi | Ti ] [ "B" | "bit" ] [ "/s" ]
/// ```
///
/// Case does not matter. `:` asks whether the field contains the value, `=` whether it is the value. A word or value
/// with spaces, or a word with a colon, stands in double quotes. For the fields see ``Field``.
public struct Query: Hashable, Sendable {
  /// What was parsed.
  public let text: String
  let terms: [Term]

  /// The query that `text` says; an empty one lets everything through.
  public init(parsing text: String) throws(QueryError) {
    var parser = QueryParser(text)
    terms = try parser.terms()
    self.text = text
  }

  /// True where there is nothing to match.
  public var isEmpty: Bool { terms.isEmpty }

  /// True where it can only be answered with rates, which take two pictures.
  public var needsRates: Bool {
    terms.contains { term in
      if case .number(let field, _, _) = term.condition { field.isRate } else { false }
    }
  }

  /// One condition, or its opposite.
  struct Term: Hashable, Sendable {
    var isNegated: Bool
    var condition: Condition
  }

  enum Condition: Hashable, Sendable {
    /// Lower case.
    case word(String)
    /// The value in lower case.
    case text(Field, value: String, isWhole: Bool)
    case address(AddressPattern)
    case number(Field, Relation, Double)
  }

  enum Relation: Hashable, Sendable { case equal, greater, less }
}

/// Why a text is no query.
public struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and what is possible.
  public let message: String
  /// Where, in characters from the beginning of the text.
  public let position: Int

  /// The message with the place: `no field "mod" (did you mean "mode"?), at 1`.
  public var description: String { "\(message), at character \(position + 1)" }
}
