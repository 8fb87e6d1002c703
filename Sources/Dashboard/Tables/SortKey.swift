import Topology

/// What a cell is sorted by.
enum SortKey: Hashable, Sendable {
  case number(Double)
  case text(String)
  /// Sorted last, whichever way round.
  case unknown

  /// A number, or unknown.
  init(_ number: Double?) { self = number.map(SortKey.number) ?? .unknown }

  /// Words, or unknown where there are none.
  init(_ text: String?) { self = text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .unknown }

  /// Whether this key comes before another; nil where neither does.
  func comes(before other: SortKey, ascending: Bool) -> Bool? {
    switch (self, other) {
    case (.number(let left), .number(let right)): left == right ? nil : (left < right) == ascending
    case (.text(let left), .text(let right)): left == right ? nil : left.comesNaturally(before: right) == ascending
    case (.unknown, .unknown): nil
    case (.unknown, _): false
    case (_, .unknown): true
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}
