/// A JSON value (RFC 8259) whose objects keep the order of their members, so that the text always comes out alike and
/// reads in the order of the schema.
enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSON])
  /// Names with their values.
  case object([(String, JSON)])

  /// A string, or null.
  static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  /// An integer, or null.
  static func optional(_ number: Int32?) -> JSON { number.map { .integer(Int64($0)) } ?? .null }
  /// An unsigned integer, or null.
  static func optional(_ number: UInt64?) -> JSON { number.map(JSON.unsigned) ?? .null }

  /// The text of anything that is written as it describes itself, or null.
  static func text(_ value: (some CustomStringConvertible)?) -> JSON { value.map { .string($0.description) } ?? .null }

  /// An array of strings.
  static func texts(_ values: [some CustomStringConvertible]) -> JSON { .array(values.map { .string($0.description) }) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}
