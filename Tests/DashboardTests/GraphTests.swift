import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Graphs of traffic")
struct GraphTests {
  @Test(
    "Rows of the tree have small graphs from 92 columns on, if details leave room for them",
    arguments: [(80, false), (91, false), (92, true), (99, true), (104, false), (120, true), (200, true)])
  func rows(columns: Int, hasGraph: Bool) {
    let stage = LivelyHost.stage(until: 33, columns: columns, rows: 40)
    let row = stage.lines.first { $0.contains("vethecd04f5 ") }?.prefix(columns < 100 ? columns : columns * 5 / 8)
    #expect(row?.contains { "▁▂▃▄▅▆▇█".contains($0) } == hasGraph)
  }

  @Test("The name of who has the cable keeps twelve columns", arguments: [80, 92, 99, 115, 120, 138, 200])
  func names(columns: Int) {
    let isWide = columns >= 100
    let width = (isWide ? columns * 5 / 8 : columns) - 2
    #expect(WiringColumns(width: width, hasGraphs: columns >= 92).name.count >= 12)
  }

  @Test("The pane has graphs with scale and time axis; their bottom says the unit")
  func pane() {
    var stage = LivelyHost.stage(until: 34, columns: 120, rows: 40)
    stage.press("down", "down", "down")
    #expect(stage.screen.contains("│ rx     20k "))
    #expect(stage.screen.contains("│ tx    5.0k "))
    #expect(stage.screen.contains("│      0 B/s "))
    #expect(stage.screen.contains("60 s ago"))
    stage.press("b", "b")
    #expect(stage.screen.contains("│    0 bit/s "))
    #expect(stage.screen.contains("│ rx    200k "))
  }

  @Test("Nothing known draws nothing")
  func unknown() {
    let stage = Stage.seeing(TutorialHost.snapshot(), columns: 120, rows: 40)
    #expect(!stage.screen.contains("TRAFFIC"))
  }

  @Test("A reset leaves a gap and no spike")
  func reset() {
    var stage = LivelyHost.stage(until: 30, columns: 120, rows: 40)
    stage.see(
      LivelyHost.snapshot(at: 31).altered { host in
        for link in [TutorialHost.link(TutorialHost.host, 11), TutorialHost.link(TutorialHost.bbox01, 10)] {
          host.bytes(of: link, rx: 0, tx: 0)
        }
      })
    let row = stage.lines.first { $0.contains("vethecd04f5  ") } ?? ""
    // The gap, a space, and a rate of six columns.
    #expect(row.contains(/[▁▂▃▄▅▆▇█] {7}–/), "\(row)")
  }

  @Test(
    "A scale is round in the units of the screen, and not below what it shows",
    arguments: [0, 0.3, 1, 1.1, 999, 1000, 1001, 4_999, 5_001, 123_456, 9e9, 8e17])
  func scale(bytes: Double) {
    for units in Units.allStates {
      let ceiling = units.ceiling(above: bytes)
      #expect(ceiling >= bytes)
      #expect(ceiling <= max(1, bytes * 2.6))
      let digits = units.format(bytesPerSecond: ceiling).filter { $0.isNumber || $0 == "." }
      #expect(
        ["1", "2", "5", "10", "20", "50", "100", "200", "500", "1.0", "2.0", "5.0", "<1"].contains(digits), "\(digits)")
    }
  }

  @Test("A steady small screen has nothing that changes but the age")
  func steady() {
    var stage = Stage.tutorial()
    for tick in 2...60 as ClosedRange<UInt64> { stage.see(TutorialHost.snapshot(ticks: tick)) }
    let before = stage.frame
    stage.see(TutorialHost.snapshot(ticks: 61))
    #expect(stage.frame == before)
  }
}
