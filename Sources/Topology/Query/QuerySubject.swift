import Addresses

/// What a query sees of an object.
protocol QuerySubject {
  /// What a bare word is looked for in besides addresses: names and ids.
  var words: [String] { get }
  /// Hardware addresses that a bare word is looked for in.
  var macs: [MACAddress] { get }
  /// Values of a field that holds text; none where the object has no such field.
  func texts(_ field: Query.Field) -> [String]
  /// Values of a field that holds numbers; none where the object has no such field or it is unknown.
  func numbers(_ field: Query.Field) -> [Double]
  /// Its addresses.
  var addresses: [IPAddress] { get }
  /// Whole subnets that it stands for.
  var subnets: [IPPrefix] { get }
}

extension QuerySubject {
  var macs: [MACAddress] { [] }
  var subnets: [IPPrefix] { [] }

  /// What a bare word is looked for in that is written in digits: in a text that is not, there is no need to look.
  fileprivate var numerals: [String] {
    macs.map(\.description) + addresses.map(\.description) + subnets.map(\.description)
  }
}

extension Query {
  func matches(_ subject: some QuerySubject) -> Bool {
    terms.allSatisfy { $0.condition.holds(for: subject) != $0.isNegated }
  }
}

extension Query.Condition {
  fileprivate func holds(for subject: some QuerySubject) -> Bool {
    switch self {
    case .word(let word):
      subject.words.contains { $0.holds(lowercase: word) }
        || (word.isPartOfNumeral && subject.numerals.contains { $0.holds(lowercase: word) })
    case .text(let field, let value, let isWhole):
      subject.texts(field).contains { text in
        let text = text.lowercased()
        return isWhole ? text == value : field.isWord ? text.hasPrefix(value) : text.contains(value)
      }
    case .address(let pattern):
      subject.addresses.contains(where: pattern.matches) || subject.subnets.contains(where: pattern.matches(subnet:))
    case .number(let field, let relation, let wanted):
      subject.numbers(field).contains { number in
        switch relation {
        case .equal: number == wanted
        case .greater: number > wanted
        case .less: number < wanted
        }
      }
    }
  }
}

extension Counters {
  /// Packets lost both ways; nil where neither direction is known.
  var drops: Double? { Self.sum(rxDropped, txDropped) }
  /// Bad packets both ways; nil where neither direction is known.
  var errors: Double? { Self.sum(rxErrors, txErrors) }

  private static func sum(_ left: UInt64?, _ right: UInt64?) -> Double? {
    left == nil && right == nil ? nil : Double(left ?? 0) + Double(right ?? 0)
  }
}

extension Rate {
  /// The value of one of the rate fields.
  func value(_ field: Query.Field) -> Double? {
    switch field {
    case .rate: rxBytes + txBytes
    case .rx: rxBytes
    case .tx: txBytes
    default: nil
    }
  }
}

extension String {
  /// True where an address, a subnet or a hardware address may contain it.
  fileprivate var isPartOfNumeral: Bool {
    utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
      case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"): true
      default: false
      }
    }
  }

  /// Whether it contains a text that is in lower case, however it is written here.
  fileprivate func holds(lowercase wanted: String) -> Bool {
    // Names are ASCII as a rule, and comparing whole characters takes a hundred times as long.
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      wanted.utf8.withContiguousStorageIfAvailable { bytes.holds(lowercaseASCII: $0) } ?? nil
    }
    return (found ?? nil) ?? lowercased().contains(wanted)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Nil where one of the texts is more than ASCII.
  fileprivate func holds(lowercaseASCII wanted: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard allSatisfy({ $0 < 0x80 }), wanted.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard count >= wanted.count else { return false }
    return (0...(count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { offset in
        let byte = self[start + offset]
        let lower = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
        return lower == wanted[offset]
      }
    }
  }
}
