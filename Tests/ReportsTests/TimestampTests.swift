import Testing
import Topology

@testable import Reports

@Suite struct TimestampTests {
  @Test(
    "A moment is written in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"), (1_709_251_199_999_999_999, "2024-02-29T23:59:59.999Z"),
      (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z"), (1_795_467_600_123_456_789, "2026-11-23T21:00:00.123Z"),
    ] as [(Int64, String)])
  func iso8601(nanoseconds: Int64, text: String) {
    #expect(Timestamp(nanoseconds: nanoseconds).iso8601 == text)
  }
}
