/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(truncatingIfNeeded: seed)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension String {
  private static let pieces = [
    "a", "Z", "0", " ", "-", "漢", "字", "한", "é", "e\u{301}", "\u{301}", "\u{1B}", "\n", "\t", "\u{7F}", "\u{9B}", "👨‍👩‍👧",
    "👍🏽", "🇩🇪", "\u{200D}", "\u{FE0F}", "─", "…", "\u{202E}", "\u{10FFFF}", "\u{AD}", "ﷺ", "\u{1160}",
  ]

  /// Text of up to `count` pieces, most of them troublesome.
  static func random(upTo count: Int, using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).reduce(into: "") { text, _ in
      text += pieces.randomElement(using: &generator) ?? ""
    }
  }
}
