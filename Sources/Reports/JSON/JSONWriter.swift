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
    case .null: put("null")
    case .bool(let bool): put(bool ? "true" : "false")
    case .integer(let number):
      if number < 0 { put("-") }
      write(digitsOf: number.magnitude)
    case .unsigned(let number): write(digitsOf: number)
    case .number(let number): write(number.isFinite ? number.description : "null")
    case .string(let text): writeQuoted(text)
    case .array(let elements):
      put("[")
      for index in elements.indices {
        beginElement(index, depth)
        write(elements[index], depth: depth + 1)
      }
      end("]", isEmpty: elements.isEmpty, depth)
    case .object(let members):
      put("{")
      for index in members.indices {
        beginElement(index, depth)
        writeQuoted(members[index].0)
        put(isIndented ? ": " : ":")
        write(members[index].1, depth: depth + 1)
      }
      end("}", isEmpty: members.isEmpty, depth)
    }
  }

  private mutating func beginElement(_ index: Int, _ depth: Int) {
    if index > 0 { put(",") }
    breakLine(depth + 1)
  }

  private mutating func end(_ bracket: StaticString, isEmpty: Bool, _ depth: Int) {
    if !isEmpty { breakLine(depth) }
    put(bracket)
  }

  private mutating func breakLine(_ depth: Int) {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { put("  ") }
  }

  private mutating func put(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Without a text of each of the thousands of numbers.
  private mutating func write(digitsOf number: UInt64) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

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
