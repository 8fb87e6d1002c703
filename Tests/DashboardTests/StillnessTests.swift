import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("What stands still is not drawn")
struct StillnessTests {
  private static let base = TutorialHost.snapshot()

  /// The tutorial host some seconds later, all of whose counters were just read.
  private static func snapshot(
    at second: UInt64, sources: [Source] = base.sources, _ count: (inout Counters) -> Void = { _ in }
  ) -> Snapshot {
    let instant = base.instant.advanced(by: second * 1_000_000_000)
    var counters = base.counters
    for place in counters.indices {
      counters[place].readAt = instant
      count(&counters[place])
    }
    let aged = sources.map { source in
      var aged = source
      aged.readAt = instant
      return aged
    }
    return base.refreshed(time: base.time, instant: instant, sources: aged, counters: counters)
  }

  /// Seen for so many seconds.
  private static func stage(seconds: UInt64, columns: Int = 80) -> Stage {
    var stage = Stage(columns: columns)
    for second in 0...seconds { stage.see(snapshot(at: second)) }
    return stage
  }

  @Test("A second in which nothing moves is not drawn, in no view", arguments: ["1", "2", "3", "4", "6", "7"])
  func nothing(view: String) {
    var stage = Self.stage(seconds: 5)
    stage.press(view)
    let version = stage.state.version
    for second in 6...8 as ClosedRange<UInt64> { stage.see(Self.snapshot(at: second)) }
    #expect(stage.state.version == version)
  }

  @Test("On a wide screen that is so once its graphs stand still", arguments: [92, 120, 200])
  func graphs(columns: Int) {
    var stage = Self.stage(seconds: 60, columns: columns)
    var version = stage.state.version
    stage.see(Self.snapshot(at: 61))
    #expect(stage.state.version > version)
    for second in 62...125 as ClosedRange<UInt64> { stage.see(Self.snapshot(at: second)) }
    version = stage.state.version
    stage.see(Self.snapshot(at: 126))
    #expect(stage.state.version == version)
  }

  /// What is different in a picture.
  enum Difference: CaseIterable {
    case bytes, packets, drops, errors, source

    fileprivate func snapshot(at second: UInt64) -> Snapshot {
      switch self {
      case .bytes: StillnessTests.snapshot(at: second) { $0.rxBytes += 1 }
      case .packets: StillnessTests.snapshot(at: second) { $0.txPackets += 1 }
      case .drops: StillnessTests.snapshot(at: second) { $0.rxDropped = ($0.rxDropped ?? 0) + 1 }
      case .errors: StillnessTests.snapshot(at: second) { $0.txErrors = ($0.txErrors ?? 0) + 1 }
      case .source:
        StillnessTests.snapshot(at: second, sources: [Source(name: Source.kernelName, state: .failed, detail: "no")])
      }
    }
  }

  @Test("Whatever is different is drawn", arguments: Difference.allCases)
  func differences(difference: Difference) {
    var stage = Self.stage(seconds: 5)
    stage.press("4")
    let version = stage.state.version
    stage.see(difference.snapshot(at: 6))
    #expect(stage.state.version > version)
  }

  @Test("What was lost is drawn where it is shown", arguments: [(80, false), (120, true)])
  func losses(columns: Int, isDrawn: Bool) {
    var stage = Self.stage(seconds: 130, columns: columns)
    let version = stage.state.version
    stage.see(Difference.drops.snapshot(at: 131))
    #expect((stage.state.version > version) == isDrawn)
  }

  @Test("A rate that goes back to nothing is drawn, once")
  func backToNothing() {
    var stage = Self.stage(seconds: 5)
    let moved = { (second: UInt64) in Self.snapshot(at: second) { $0.rxBytes += 1000 } }
    stage.see(moved(6))
    #expect(!stage.screen.contains("↓   0"))
    stage.see(moved(7))
    #expect(stage.screen.contains("↓   0"))
    let version = stage.state.version
    stage.see(moved(8))
    #expect(stage.state.version == version)
  }

  @Test("A picture after a late one takes its age back")
  func late() {
    var stage = Self.stage(seconds: 5)
    stage.wait(seconds: 4)
    #expect(stage.screen.contains("live 4s"))
    stage.see(Self.snapshot(at: 9))
    #expect(stage.screen.contains("live 1s"))
    let version = stage.state.version
    stage.see(Self.snapshot(at: 10))
    #expect(stage.state.version == version)
  }

  @Test(
    "Whatever is not drawn would look the same", arguments: [80, 92, 120], ["1", "2", "3", "4", "6", "7"])
  func same(columns: Int, view: String) {
    var stage = Stage(columns: columns, rows: columns / 3)
    stage.press(view)
    var undrawn = 0
    for second in 0...320 as ClosedRange<UInt64> {
      // The page of what is selected for a while.
      if second == 20 || second == 30 { stage.press(second == 20 ? "enter" : "esc") }
      let before = stage
      stage.see(Self.livelySnapshot(at: second))
      guard stage.state.version == before.state.version else { continue }
      undrawn += 1
      #expect(stage.screen == before.screen, "at \(second)")
    }
    #expect(undrawn >= 15)
  }

  @Test("What is learnt of loopbacks is drawn where they are shown", arguments: [("1", false), ("4", true)])
  func loopbacks(view: String, isDrawn: Bool) {
    let isLoopback = Self.base.counters.links.map { Self.base.link($0)?.kind == .loopback }
    func snapshot(at second: UInt64) -> Snapshot {
      var place = -1
      return Self.snapshot(at: second) { counters in
        place += 1
        // Read at the start, and then not before the tenth second.
        if isLoopback[place], second < 10 { counters.readAt = Self.base.instant }
      }
    }
    var stage = Stage()
    for second in 0...9 as ClosedRange<UInt64> { stage.see(snapshot(at: second)) }
    stage.press(view)
    let version = stage.state.version
    stage.see(snapshot(at: 10))
    #expect((stage.state.version > version) == isDrawn)
  }

  /// Traffic now and then, a loss, and a link that is not read for a while.
  private static func livelySnapshot(at second: UInt64) -> Snapshot {
    var place = 0
    return snapshot(at: second) { counters in
      place += 1
      counters.rxBytes += 5000 * (min(second, 5) + min(second / 50, 1) + min(second / 51, 1))
      counters.rxDropped = counters.rxDropped.map { $0 + second / 60 }
      if place == 3, (160...180).contains(second) {
        counters.readAt = base.instant.advanced(by: 160 * 1_000_000_000)
      }
    }
  }
}
