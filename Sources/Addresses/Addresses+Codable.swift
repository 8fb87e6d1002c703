// Each is coded as its text, so that files can be read by people and by other programs.

extension IPAddress: Codable {
  /// Reads the address from its text.
  /// - Throws: `DecodingError` for any other text.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPAddress.init) }

  /// Writes the address as its text.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }
}

// By its name.
extension IPAddress.Family: Codable {}

extension IPPrefix: Codable {
  /// Reads the prefix from `ADDRESS/LENGTH`.
  /// - Throws: `DecodingError` for any other text.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPPrefix.init) }

  /// Writes the prefix as `ADDRESS/LENGTH`.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }
}

extension MACAddress: Codable {
  /// Reads the address from its text.
  /// - Throws: `DecodingError` for any other text.
  public init(from decoder: any Decoder) throws { self = try decoder.text(MACAddress.init) }

  /// Writes the address as its text.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }
}

extension Decoder {
  fileprivate func text<Value>(_ parse: (String) -> Value?) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(Value.self) cannot be \"\(text)\"")
    }
    return value
  }
}

extension Encoder {
  fileprivate func encode(text: String) throws {
    var container = singleValueContainer()
    try container.encode(text)
  }
}
