public import Topology

extension Timestamp {
  /// UTC with milliseconds, ISO 8601: `2026-11-23T21:00:00.000Z`.
  public var iso8601: String {
    let civil = CivilTime(self)
    let rest = nanoseconds % 1_000_000_000
    let milliseconds = String(1000 + (rest < 0 ? rest + 1_000_000_000 : rest) / 1_000_000).dropFirst()
    return "\(civil.date)T\(civil.clock).\(milliseconds)Z"
  }
}
