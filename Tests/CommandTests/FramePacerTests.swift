import Testing

@testable import gantry

@Suite("When frames are drawn")
struct FramePacerTests {
  private let millisecond: UInt64 = 1_000_000

  @Test("Four may follow each other at once, the fifth waits")
  func burst() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    for _ in 0..<4 {
      #expect(pacer.wait(at: now, for: .input) == 0)
      pacer.draw(at: now, for: .input)
    }
    #expect(pacer.wait(at: now, for: .input) == 167 * millisecond)
    #expect(pacer.wait(at: now + 100 * millisecond, for: .input) == 67 * millisecond)
    #expect(pacer.wait(at: now + 167 * millisecond, for: .input) == 0)
  }

  @Test("However much happens, there are at most ten in any second", arguments: [FramePacer.Occasion.change, .input])
  func storm(occasion: FramePacer.Occasion) {
    var pacer = FramePacer()
    var drawn: [UInt64] = []
    for now in stride(from: 5_000 * millisecond, to: 15_000 * millisecond, by: 1_000_000)
    where pacer.wait(at: now, for: occasion) == 0 {
      pacer.draw(at: now, for: occasion)
      drawn.append(now)
    }
    for start in drawn {
      #expect(drawn.count { $0 >= start && $0 < start + 1_000 * millisecond } <= 10)
    }
    #expect(drawn.count >= 60)
  }

  @Test("What follows from a change is gathered a moment, and longer where the last frame would be spent on it")
  func gathering() {
    var pacer = FramePacer()
    var now: UInt64 = 10_000 * millisecond
    func waits(_ occasion: FramePacer.Occasion) -> UInt64 { pacer.wait(at: now, for: occasion) / millisecond }
    for left in [3, 2, 1] {
      #expect(waits(.change) == 0)
      pacer.draw(at: now, for: .change)
      #expect(waits(.change) == (left == 1 ? 100 : 30), "\(left) left")
      #expect(waits(.input) == 0, "keys do not wait")
      #expect(waits(.figures) >= 100)
      now += waits(.change) * millisecond
    }
    pacer.draw(at: now, for: .change)
    now += 250 * millisecond
    #expect(waits(.change) == 0)
  }

  @Test("Newer figures leave three frames to what happens meanwhile")
  func reserve() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    pacer.draw(at: now, for: .input)
    #expect(pacer.wait(at: now, for: .figures) == 167 * millisecond)
    #expect(pacer.wait(at: now, for: .change) == 0)
  }
}
