extension IPAddress {
  /// Parses dotted quads without leading zeros and RFC 4291 text, an embedded IPv4 tail included; a zone
  /// (`%eth0`) is not accepted.
  public init?(_ text: some StringProtocol) {
    if text.utf8.contains(UInt8(ascii: ":")) {
      guard let groups = Self.groups(of: text) else { return nil }
      self.init(
        ipv6: groups[0..<4].reduce(0) { $0 << 16 | UInt64($1) }, groups[4..<8].reduce(0) { $0 << 16 | UInt64($1) })
    } else {
      guard let value = Self.quad(text) else { return nil }
      self.init(ipv4: value)
    }
  }

  /// `172.17.0.2`, or RFC 5952: lower case, the longest run of zero groups as `::`.
  public var description: String {
    switch family {
    case .ipv4: octets.map { String($0) }.joined(separator: ".")
    case .ipv6: compressed
    }
  }

  private var groups: [UInt16] {
    (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> (48 - 16 * UInt64($0 & 3))) }
  }

  private var compressed: String {
    let groups = groups
    if high == 0, low >> 32 == 0xffff {
      return "::ffff:" + IPAddress(ipv4: UInt32(truncatingIfNeeded: low)).description
    }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    func text(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    guard best.count > 1 else { return text(0..<8) }
    return text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
  }

  private static func quad(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
        part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0"), let octet = UInt8(part)
      else { return nil }
      value = value << 8 | UInt32(octet)
    }
    return value
  }

  private static func groups(of text: some StringProtocol) -> [UInt16]? {
    let halves = halves(of: text)
    guard let front = fields(halves.front, isTail: halves.back == nil) else { return nil }
    guard let back = halves.back else { return front.count == 8 ? front : nil }
    guard let tail = fields(back, isTail: true), front.count + tail.count < 8 else { return nil }
    return front + Array(repeating: 0, count: 8 - front.count - tail.count) + tail
  }

  /// What stands before and after the first `::`; `back` is nil where there is none.
  private static func halves(of text: some StringProtocol) -> (front: String, back: String?) {
    let bytes = Array(text.utf8)
    guard let index = bytes.indices.dropLast().first(where: { bytes[$0] == 0x3a && bytes[$0 + 1] == 0x3a })
    else { return (String(text), nil) }
    return (String(decoding: bytes[..<index], as: UTF8.self), String(decoding: bytes[(index + 2)...], as: UTF8.self))
  }

  /// The 16-bit groups; only the end of an address (`isTail`) may be a dotted quad.
  private static func fields(_ text: String, isTail: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    var result: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (position, part) in parts.enumerated() {
      if isTail, position == parts.count - 1, let value = quad(part) {
        result += [UInt16(value >> 16), UInt16(truncatingIfNeeded: value)]
      } else if (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0.isHexDigit }),
        let group = UInt16(part, radix: 16)
      {
        result.append(group)
      } else {
        return nil
      }
    }
    return result.count <= 8 ? result : nil
  }
}
