import Addresses

/// What a query sees of an object.
protocol QuerySubject {
  /// What a bare word is looked for in: names, addresses, ids.
  var words: [String] { get }
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
  var subnets: [IPPrefix] { [] }
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
      subject.words.contains { $0.lowercased().contains(word) }
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
