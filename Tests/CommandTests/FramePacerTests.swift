import Testing

@testable import gantry

@Suite("When frames are drawn")
struct FramePacerTests {
  private let millisecond: UInt64 = 1_000_000

  @Test("Three may follow each other at once, the fourth waits")
  func burst() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    for _ in 0..<3 {
      #expect(pacer.wait(at: now, for: .input) == 0)
      pacer.draw(at: now, for: .input)
    }
    #expect(pacer.wait(at: now, for: .input) == 143 * millisecond)
    #expect(pacer.wait(at: now + 100 * millisecond, for: .input) == 43 * millisecond)
    #expect(pacer.wait(at: now + 143 * millisecond, for: .input) == 0)
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
    #expect(drawn.count >= 70)
  }

  @Test("What follows from a change is gathered where the last frame would be spent on it; figures always are")
  func gathering() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    #expect(pacer.wait(at: now, for: .change) == 0)
    pacer.draw(at: now, for: .change)
    let soon = now + 20 * millisecond
    #expect(pacer.wait(at: soon, for: .figures) == 123 * millisecond)
    #expect(pacer.wait(at: soon, for: .change) == 0, "there are two")
    pacer.draw(at: soon, for: .change)
    #expect(pacer.wait(at: soon, for: .change) == 80 * millisecond)
    #expect(pacer.wait(at: soon, for: .input) == 0, "keys do not wait")
    let later = now + 100 * millisecond
    #expect(pacer.wait(at: later, for: .change) == 0)
    pacer.draw(at: later, for: .change)
    #expect(pacer.wait(at: later + 150 * millisecond, for: .change) == 0, "what was gathered gathers nothing more")
  }

  @Test("Newer figures leave two frames to what happens meanwhile")
  func reserve() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    pacer.draw(at: now, for: .input)
    #expect(pacer.wait(at: now, for: .figures) == 143 * millisecond)
    #expect(pacer.wait(at: now, for: .change) == 0)
  }
}
