/// A number with a unit: `1500`, `10k`, `1.5MiB`, `8Mbit/s`. Bits count an eighth; `/s` says nothing more.
struct Quantity {
  let value: Double

  /// `nil` where the text is something else.
  init?(_ text: String) {
    let lower = text.lowercased()
    let digits = lower.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let first = digits.first, first.isNumber, let number = Double(digits) else { return nil }
    guard let factor = Self.factor(lower.dropFirst(digits.count)) else { return nil }
    value = number * factor
  }

  private static func factor(_ suffix: Substring) -> Double? {
    var unit = suffix
    if unit.hasSuffix("/s") { unit = unit.dropLast(2) }
    var factor = 1.0
    if unit.hasSuffix("bit") {
      unit = unit.dropLast(3)
      factor = 1.0 / 8
    } else if unit.hasSuffix("b") {
      unit = unit.dropLast()
    }
    return prefixes[String(unit)].map { $0 * factor }
  }

  private static let prefixes: [String: Double] = [
    "": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "ki": 1024, "mi": 1_048_576, "gi": 1_073_741_824,
    "ti": 1_099_511_627_776,
  ]
}
