import Glibc
import Testing

@testable import Screen

@Suite("Character widths")
struct CharacterWidthTests {
  /// wcwidth(3) is not in module Glibc.
  private static let libraryWidth: (@convention(c) (Int32) -> Int32)? = {
    guard let address = dlsym(nil, "wcwidth") else { return nil }
    return unsafeBitCast(address, to: (@convention(c) (Int32) -> Int32).self)
  }()

  /// Assigned in one Unicode version and not in another, or left to the implementation: not compared.
  private static func isComparable(_ scalar: Unicode.Scalar, _ libraryWidth: Int32) -> Bool {
    libraryWidth >= 0 && CharacterWidth(of: scalar) != .unprintable
  }

  @Test("The table agrees with wcwidth for every character that both know")
  func wcwidth() throws {
    let width = try #require(Self.libraryWidth)
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    let previous = uselocale(locale)
    defer {
      uselocale(previous)
      freelocale(locale)
    }
    var compared = 0
    var different: [String] = []
    for value in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = width(Int32(value))
      guard Self.isComparable(scalar, expected) else { continue }
      compared += 1
      if CharacterWidth(of: scalar).rawValue != UInt32(expected) {
        different.append("U+\(String(value, radix: 16)): \(CharacterWidth(of: scalar)), libc \(expected)")
      }
    }
    #expect(compared > 200_000)
    #expect(different.isEmpty, "\(different.count) differ: \(different.prefix(40))")
  }

  @Test(
    "Text is as wide as it is shown",
    arguments: [
      ("eth0", 4), ("", 0), ("漢字", 4), ("é", 1), ("e\u{301}", 1), ("\u{1B}[31m", 8), ("👨‍👩‍👧", 2), ("👍🏽", 2),
      ("🇩🇪", 2), ("❤\u{FE0F}", 1), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{202E}abc", 11), ("\u{301}", 1),
    ])
  func columns(text: String, expected: Int) {
    #expect(text.columns == expected)
  }

  @Test(
    "What acts on a terminal or on the text around it is written out",
    arguments: [
      ("a\tb\nc", #"a\tb\nc"#), ("\u{1B}]0;x\u{7}", #"\x1b]0;x\x07"#), ("\u{9B}", #"\x9b"#), ("\u{202E}", #"\u{202e}"#),
      ("a\u{200B}b", #"a\u{200b}b"#), ("👩‍🚀", "👩"), ("🇩🇪", "DE"), ("\u{FEFF}", #"\u{feff}"#), ("\u{2028}", #"\u{2028}"#),
      ("\u{E000}", "\u{E000}"), ("क्\u{200D}ष", "क्ष"), ("\u{378}", "\u{FFFD}"),
      ("z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "z\u{301}\u{302}\u{303}\u{304}"),
    ])
  func printable(text: String, expected: String) {
    #expect(text.printable.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(text.printable)")
  }
}
