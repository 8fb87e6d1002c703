import Foundation
import LinuxSystem
import Testing

@Suite("Clocks")
struct ClockTests {
  @Test(
    "The clock on the wall is ahead of UTC by what the time zone says, in summer and winter",
    arguments: [
      1_768_478_400, 1_784_116_800, 1_795_467_600,
    ])
  func zoneOffset(seconds: UInt64) {
    let expected = TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    #expect(SystemClock.zoneOffset(at: seconds * 1_000_000_000) == expected)
  }
}
