import FoundationEssentials
import NIOCore

/// One element of a list that does not take the list down with it when it is not what it should be.
struct Tolerant<Value: Decodable>: Decodable {
  let value: Value?

  init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}

extension Tolerant: Equatable where Value: Equatable {}
extension Tolerant: Sendable where Value: Sendable {}

extension ByteBuffer {
  /// The JSON value in it.
  func decoded<Value: Decodable>(as type: Value.Type) throws(EngineFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(readableBytesView))
    } catch {
      throw .garbled("not the JSON it should be")
    }
  }

  /// The JSON list in it, without the elements that are not what they should be.
  func decodedList<Value: Decodable>(of type: Value.Type) throws(EngineFailure) -> [Value] {
    // Go writes an empty list as null where nobody made one.
    try decoded(as: [Tolerant<Value>]?.self)?.compactMap(\.value) ?? []
  }
}

extension String {
  /// Go's empty text means that there is none.
  var nonEmpty: String? { isEmpty ? nil : self }
}
