/// Reads the language of ``Query``.
struct QueryParser {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  mutating func terms() throws(QueryError) -> [Query.Term] {
    var terms: [Query.Term] = []
    skipSpaces()
    while position < characters.count {
      terms.append(try term())
      skipSpaces()
    }
    return terms
  }

  private mutating func term() throws(QueryError) -> Query.Term {
    let isNegated = take("!")
    let start = position
    if position < characters.count, characters[position] == "\"" {
      return Query.Term(isNegated: isNegated, condition: .word(try value().lowercased()))
    }
    guard let name = fieldName() else {
      let word = try value()
      guard !word.isEmpty else { throw QueryError(message: "nothing after \"!\"", position: start) }
      return Query.Term(isNegated: isNegated, condition: .word(word.lowercased()))
    }
    let sign = characters[position]
    position += 1
    let field = try field(named: name, at: start)
    return Query.Term(isNegated: isNegated, condition: try condition(on: field, sign: sign))
  }

  private mutating func condition(on field: Query.Field, sign: Character) throws(QueryError) -> Query.Condition {
    let start = position
    let value = try value()
    guard !value.isEmpty else {
      throw QueryError(message: "a value is missing after \"\(field.rawValue)\(sign)\"", position: start)
    }
    if field.isNumber {
      guard let number = Quantity(value) else {
        throw QueryError(message: "\"\(value)\" is no number like 1500, 10k or 1.5MiB", position: start)
      }
      return .number(field, sign == ">" ? .greater : sign == "<" ? .less : .equal, number.value)
    }
    guard sign == ":" || sign == "=" else {
      throw QueryError(message: "\(field.rawValue) is no number: use \"\(field.rawValue):\"", position: start - 1)
    }
    if field == .ip {
      guard let pattern = AddressPattern(value) else {
        throw QueryError(message: "\"\(value)\" is no address, CIDR or beginning of an address", position: start)
      }
      return .address(pattern)
    }
    return .text(field, value: value.lowercased(), isWhole: sign == "=")
  }

  /// Letters before a sign, if that is what stands here and the whole is not itself an address or `net:[…]`.
  private mutating func fieldName() -> String? {
    var end = position
    while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
    guard end > position, end < characters.count, ":=<>".contains(characters[end]) else { return nil }
    let name = String(characters[position..<end]).lowercased()
    let word = String(characters[position...].prefix { !$0.isWhitespace })
    let isKnown = Query.Field(rawValue: name) != nil
    guard isKnown || !(AddressPattern(word)?.isWhole ?? false || word.hasPrefix("net:[")) else { return nil }
    position = end
    return name
  }

  private func field(named name: String, at start: Int) throws(QueryError) -> Query.Field {
    if let field = Query.Field(rawValue: name) { return field }
    let closest = Query.Field.allCases
      .map { (distance: $0.rawValue.editDistance(to: name, contained: 1), name: $0.rawValue) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    let hint =
      if let closest, closest.distance <= 2 {
        "did you mean \"\(closest.name)\"?"
      } else {
        "a word with a colon stands in double quotes"
      }
    throw QueryError(message: "no field \"\(name)\" (\(hint))", position: start)
  }

  /// Everything up to a space, or to the closing quote.
  private mutating func value() throws(QueryError) -> String {
    guard take("\"") else {
      let start = position
      while position < characters.count, !characters[position].isWhitespace { position += 1 }
      return String(characters[start..<position])
    }
    let start = position
    while position < characters.count, characters[position] != "\"" { position += 1 }
    guard position < characters.count else {
      throw QueryError(message: "the closing \" is missing", position: start - 1)
    }
    position += 1
    return String(characters[start..<(position - 1)])
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < characters.count, characters[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }
}
