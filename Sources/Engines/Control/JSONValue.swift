import FoundationEssentials

/// Any JSON, for what an engine says of an object and is told again: gantry keeps also what it does not know of.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without a fraction.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members by name.
  case object([String: JSONValue])

  /// A member of an object; setting it to nil removes it. What is no object has none, and becomes one.
  public subscript(member: String) -> JSONValue? {
    get { if case .object(let members) = self { members[member] } else { nil } }
    set {
      var members = self.members
      members[member] = newValue
      self = .object(members)
    }
  }

  /// The members of an object; none where it is none.
  public var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

  /// The elements of a list; none where it is none.
  public var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

  /// The text, where it is one.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number, where it is one without a fraction.
  public var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }

  /// The truth, where it is one.
  public var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }
}

extension JSONValue: Codable {
  /// Reads any JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .bool(truth)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let elements = try? container.decode([JSONValue].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes it as it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let truth): try container.encode(truth)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .string(let text): try container.encode(text)
    case .array(let elements): try container.encode(elements)
    case .object(let members): try container.encode(members)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A text.
  public init(stringLiteral text: String) { self = .string(text) }
  /// A truth.
  public init(booleanLiteral truth: Bool) { self = .bool(truth) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Members.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members) { _, last in last })
  }
}
