import Foundation

/// A figure and its unit.
enum Quantity {
  /// Nanoseconds.
  case time(Double)
  /// A share of one processor.
  case share(Double)
  case bytes(Double)
  case bytesPerSecond(Double)
  case count(Double)
  /// Times as much as something else.
  case factor(Double)

  /// For people: `12.3 ms`.
  var text: String {
    switch self {
    case .time(let value): Self.scaled(value, by: 1_000, ["ns", "µs", "ms", "s"])
    case .share(let value): Self.digits(value * 100) + " %"
    case .bytes(let value): Self.scaled(value, by: 1_024, ["B", "KiB", "MiB", "GiB"])
    case .bytesPerSecond(let value): Self.scaled(value, by: 1_000, ["B/s", "KB/s", "MB/s"])
    case .count(let value): Self.digits(value)
    case .factor(let value): Self.digits(value) + "×"
    }
  }

  private static func scaled(_ value: Double, by step: Double, _ units: [String]) -> String {
    var (value, place) = (value, 0)
    while abs(value) >= step, place + 1 < units.count { (value, place) = (value / step, place + 1) }
    return "\(digits(value)) \(units[place])"
  }

  /// Three digits that mean something, at most two of them behind the point.
  private static func digits(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    let text = String(format: size >= 99.5 || value == value.rounded() ? "%.0f" : size >= 9.95 ? "%.1f" : "%.2f", value)
    return text == "-0" ? "0" : text
  }
}
