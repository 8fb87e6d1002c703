/// Values of one measurement, repeated: nanoseconds unless told otherwise.
struct Sample {
  private var sorted: [Double] = []

  init(_ values: [Double] = []) { sorted = values.sorted() }

  mutating func add(_ values: [Double]) { sorted = (sorted + values).sorted() }

  var isEmpty: Bool { sorted.isEmpty }
  var median: Double { quantile(0.5) }

  /// The value that this share of all does not exceed (nearest rank).
  func quantile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}
