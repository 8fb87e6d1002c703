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
      #expect(pacer.wait(at: now) == 0)
      pacer.draw(at: now)
    }
    #expect(pacer.wait(at: now) == 143 * millisecond)
    #expect(pacer.wait(at: now + 100 * millisecond) == 43 * millisecond)
    #expect(pacer.wait(at: now + 143 * millisecond) == 0)
  }

  @Test("However much happens, there are at most ten in any second")
  func storm() {
    var pacer = FramePacer()
    var drawn: [UInt64] = []
    for now in stride(from: 5_000 * millisecond, to: 15_000 * millisecond, by: 1_000_000) where pacer.wait(at: now) == 0
    {
      pacer.draw(at: now)
      drawn.append(now)
    }
    for start in drawn {
      #expect(drawn.count { $0 >= start && $0 < start + 1_000 * millisecond } <= 10)
    }
    #expect(drawn.count >= 70)
  }

  @Test("A frame a second leaves two for what happens meanwhile")
  func steady() {
    var pacer = FramePacer()
    for second in 10..<20 as Range<UInt64> {
      let tick = second * 1_000 * millisecond
      #expect(pacer.wait(at: tick) == 0)
      pacer.draw(at: tick)
      for _ in 0..<2 {
        #expect(pacer.wait(at: tick + millisecond) == 0)
        pacer.draw(at: tick + millisecond)
      }
    }
  }

  @Test("Newer figures leave a frame to what happens meanwhile")
  func reserve() {
    var pacer = FramePacer()
    let now: UInt64 = 10_000 * millisecond
    for _ in 0..<2 { pacer.draw(at: now) }
    #expect(pacer.wait(at: now, isUrgent: false) == 143 * millisecond)
    #expect(pacer.wait(at: now, isUrgent: true) == 0)
  }
}
