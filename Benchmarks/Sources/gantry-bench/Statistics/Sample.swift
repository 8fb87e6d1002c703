/// Values of one measurement, repeated: nanoseconds unless told otherwise.
struct Sample {
  private var sorted: [Double] = []
  /// The median of each round.
  private var rounds: [Double] = []

  init(_ values: [Double] = []) { add(values) }

  /// Adds what one round gave.
  mutating func add(_ values: [Double]) {
    guard !values.isEmpty else { return }
    sorted = (sorted + values).sorted()
    rounds.append(Self.quantile(0.5, of: values.sorted()))
  }

  var isEmpty: Bool { sorted.isEmpty }
  var median: Double { quantile(0.5) }

  /// The value that this share of all does not exceed (nearest rank).
  func quantile(_ share: Double) -> Double { Self.quantile(share, of: sorted) }

  /// How many times as much as another thing this is, by the rounds in which both took their turns: a machine that is
  /// faster in one second than in the next meets both alike. The median of the rounds.
  func ratio(to other: Sample) -> Double {
    Self.quantile(0.5, of: zip(rounds, other.rounds).map { $0 / $1 }.sorted())
  }

  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}
