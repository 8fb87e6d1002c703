/// The age in a container's status text (`Up 5 minutes (healthy)`), as docker/go-units writes it.
///
/// It only ever grows, so one that shrank tells of a restart that no event told of.
enum Uptime {
  /// Seconds that the text stands for at least; nil where it is not such a text.
  static func atLeast(_ status: String) -> Int? {
    let words = status.split(separator: " ")
    guard words.count >= 3, words[0] == "Up" else { return nil }
    switch (words[1], words[2]) {
    case ("Less", _): return 0
    case ("About", _): return words.count > 3 ? unit(words[3]) : nil
    default:
      guard let count = Int(words[1]), (0...1_000_000).contains(count), let unit = unit(words[2]) else { return nil }
      return count * unit
    }
  }

  private static func unit(_ word: Substring) -> Int? {
    switch word {
    case "second", "seconds": 1
    case "minute", "minutes": 60
    case "hour", "hours": 3600
    case "day", "days": 86_400
    case "week", "weeks": 7 * 86_400
    case "month", "months": 30 * 86_400
    case "year", "years": 365 * 86_400
    default: nil
    }
  }
}
