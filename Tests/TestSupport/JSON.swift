import Foundation

/// Any JSON, for tests that look at a few places of a big answer: `json["NetworkSettings"]["Ports"][0].string`.
/// What is not there is `null`, so that a path can be written without stops on the way.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  package init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  package subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  package subscript(index: Int) -> JSON {
    array.indices.contains(index) ? array[index] : .null
  }

  /// The elements; none when it is no array.
  package var array: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The members; none when it is no object.
  package var object: [String: JSON] {
    if case .object(let members) = self { members } else { [:] }
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var int: Int? {
    if case .number(let number) = self { Int(exactly: number) } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let truth) = self { truth } else { nil }
  }

  /// The first element of an array whose member has this text: `links.first("name", "eth0")`.
  package func first(_ key: String, _ text: String) -> JSON {
    array.first { $0[key].string == text } ?? .null
  }
}

extension JSON: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .bool(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let elements = try? container.decode([JSON].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }
}
