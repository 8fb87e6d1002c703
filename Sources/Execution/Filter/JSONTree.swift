import FoundationEssentials

/// A JSON document that is made by hand: what nft(8) reads.
enum JSONTree: Encodable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  case text(String)
  case number(Int)
  case object([String: JSONTree])
  case list([JSONTree])
  case null

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(dictionaryLiteral elements: (String, JSONTree)...) { self = .object(Dictionary(elements) { $1 }) }
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
  init(nilLiteral: ()) { self = .null }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }

  /// As it is written; members sorted, so that the same tree is the same text.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
