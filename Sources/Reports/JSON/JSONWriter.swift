/// Writes a ``JSON`` value as text.
struct JSONWriter {
  /// Indented by two spaces a level, or all in one line.
  let isIndented: Bool
  private(set) var bytes: [UInt8] = []

  static func text(of value: JSON, isIndented: Bool) -> String {
    var writer = JSONWriter(isIndented: isIndented)
    writer.write(value, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private init(isIndented: Bool) { self.isIndented = isIndented }

  private mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: write("null")
    case .bool(let bool): write(bool ? "true" : "false")
    case .integer(let number): write(number.description)
    case .unsigned(let number): write(number.description)
    case .number(let number): write(number.isFinite ? number.description : "null")
    case .string(let text): writeQuoted(text)
    case .array(let elements):
      writeList(elements, between: "[", "]", depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      writeList(members, between: "{", "}", depth: depth) { writer, member in
        writer.writeQuoted(member.name)
        writer.write(writer.isIndented ? ": " : ":")
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], between open: StaticString, _ close: StaticString, depth: Int,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    write(open.description)
    for (index, element) in elements.enumerated() {
      if index > 0 { write(",") }
      breakLine(depth + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty { breakLine(depth) }
    write(close.description)
  }

  private mutating func breakLine(_ depth: Int) {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// RFC 8259 §7. DEL, the C1 controls and what turns the direction of text are legal but act on a terminal, so they
  /// are escaped too.
  private mutating func writeQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Nearly every text is such, and need not be taken apart.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) { return write(text) }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: write(#"\""#)
      case 0x5c: write(#"\\"#)
      case 0x08: write(#"\b"#)
      case 0x09: write(#"\t"#)
      case 0x0a: write(#"\n"#)
      case 0x0c: write(#"\f"#)
      case 0x0d: write(#"\r"#)
      case ..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        write(#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
