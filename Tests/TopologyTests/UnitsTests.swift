import Testing
import Topology

@Suite struct UnitsTests {
  @Test(
    "Amounts are rounded before their prefix is chosen",
    arguments: [
      (0, "0", "0 B/s"), (0.4, "<1", "<1 B/s"), (1, "1", "1 B/s"), (999.4, "999", "999 B/s"),
      (999.6, "1.0k", "1.0 kB/s"), (1_234, "1.2k", "1.2 kB/s"), (9_949, "9.9k", "9.9 kB/s"), (9_960, "10k", "10 kB/s"),
      (340_000, "340k", "340 kB/s"), (999_499, "999k", "999 kB/s"), (999_960, "1.0M", "1.0 MB/s"),
      (1_200_000, "1.2M", "1.2 MB/s"), (4e18, "4.0E", "4.0 EB/s"), (5e21, "5000E", "5000 EB/s"),
    ] as [(Double, String, String)])
  func rates(rate: Double, compact: String, long: String) {
    #expect(Units().format(bytesPerSecond: rate) == compact)
    #expect(Units().format(bytesPerSecond: rate, style: .long) == long)
  }

  @Test("The four states differ in measure and scale")
  func states() {
    let texts = Units.allStates.map { $0.format(bytesPerSecond: 131_072, style: .long) }
    #expect(texts == ["131 kB/s", "128 KiB/s", "1.0 Mbit/s", "1.0 Mibit/s"])
    #expect(Units.allStates.map { $0.format(bytes: 1_023) } == ["1.0k", "1023", "8.2k", "8.0Ki"])
    #expect(Units.allStates.reduce(Units()) { units, _ in units.next } == Units())
    #expect(Set(Units.allStates.map(\.title)).count == 4)
  }

  @Test("Unknown is a dash, and nothing crashes on what is no number")
  func unknown() {
    #expect(Units().format(bytesPerSecond: nil) == "–")
    #expect(Units().format(bytes: nil, style: .long) == "–")
    #expect(!Units().format(bytesPerSecond: .infinity).isEmpty)
    #expect(Units().format(bytesPerSecond: .nan) == "0")
    #expect(Units().format(bytes: .max, style: .long) == "18 EB")
  }

  @Test("Compact text never needs more than six columns")
  func width() {
    for exponent in 0..<64 {
      for units in Units.allStates {
        #expect(units.format(bytes: (1 << UInt64(exponent)) &- 1).count <= 6)
      }
    }
  }
}
