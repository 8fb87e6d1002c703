extension String {
  /// Whether it comes before another where numbers in them count as numbers: `veth9` before `veth10`, `10.0.0.2` before
  /// `10.0.0.10`.
  public func comesNaturally(before other: String) -> Bool {
    var (left, right) = (utf8[...], other.utf8[...])
    while let first = left.first, let second = right.first {
      if first.isDigit, second.isDigit {
        let (one, two) = (left.cutNumber(), right.cutNumber())
        if one.count != two.count { return one.count < two.count }
        if !one.elementsEqual(two) { return one.lexicographicallyPrecedes(two) }
      } else {
        if first != second { return first < second }
        left.removeFirst()
        right.removeFirst()
      }
    }
    return left.isEmpty && right.isEmpty ? self < other : left.isEmpty
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Substring.UTF8View {
  /// Cuts the digits off its start, and returns them without leading zeros.
  fileprivate mutating func cutNumber() -> Substring.UTF8View {
    let digits = prefix { $0.isDigit }
    self = self[digits.endIndex...]
    return digits.drop { $0 == UInt8(ascii: "0") }
  }
}
