/// A part of a text in bytes: a range of a span that is passed beside it, as a span may not be kept.
struct Slice {
  var range: Range<Int>

  var count: Int { range.count }

  func hasPrefix(_ prefix: StaticString, in bytes: Span<UInt8>) -> Bool {
    guard count >= prefix.utf8CodeUnitCount else { return false }
    return prefix.withUTF8Buffer { prefix in
      prefix.indices.allSatisfy { bytes[range.lowerBound + $0] == prefix[$0] }
    }
  }

  func hasSuffix(_ suffix: StaticString, in bytes: Span<UInt8>) -> Bool {
    guard count >= suffix.utf8CodeUnitCount else { return false }
    return Slice(range: range.upperBound - suffix.utf8CodeUnitCount..<range.upperBound).hasPrefix(suffix, in: bytes)
  }

  func equals(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
    count == text.utf8CodeUnitCount && hasPrefix(text, in: bytes)
  }

  /// What is between a prefix and a suffix; nil where it has not both, or nothing between them.
  func between(_ prefix: StaticString, _ suffix: StaticString, in bytes: Span<UInt8>) -> Slice? {
    guard count > prefix.utf8CodeUnitCount + suffix.utf8CodeUnitCount, hasPrefix(prefix, in: bytes),
      hasSuffix(suffix, in: bytes)
    else { return nil }
    return Slice(
      range: range.lowerBound + prefix.utf8CodeUnitCount..<range.upperBound - suffix.utf8CodeUnitCount)
  }

  /// The last `length` bytes and what is before them; `length` is at most `count`.
  func divided(before length: Int) -> (Slice, Slice) {
    let middle = range.upperBound - length
    return (Slice(range: range.lowerBound..<middle), Slice(range: middle..<range.upperBound))
  }

  /// What follows the last `byte`; all of it where there is none.
  func after(last byte: UInt8, in bytes: Span<UInt8>) -> Slice {
    var start = range.upperBound
    while start > range.lowerBound, bytes[start - 1] != byte { start -= 1 }
    return Slice(range: start..<range.upperBound)
  }

  /// True for 64 lower-case hexadecimal digits.
  func isContainerID(in bytes: Span<UInt8>) -> Bool {
    count == 64
      && range.allSatisfy { index in
        switch bytes[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }

  /// As text; bytes that are none become U+FFFD.
  func text(in bytes: Span<UInt8>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }
}
