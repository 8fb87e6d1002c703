extension String {
  /// The text as one word of a POSIX shell, which can be pasted: control characters are written as escapes.
  public var shellQuoted: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789._-/:@%+=".unicodeScalars.contains(scalar))
      }
    if isPlain { return self }
    guard unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else { return apostrophed }
    let escaped = unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": return #"\\"#
      case "\n": return #"\n"#
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 8)
        return "\\0" + String(repeating: "0", count: 3 - digits.count) + digits
      default: return String(scalar)
      }
    }
    return "\"$(printf %b \(escaped.joined().apostrophed))\""
  }

  private var apostrophed: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
