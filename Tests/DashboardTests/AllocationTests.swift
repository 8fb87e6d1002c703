import TestSupport
import Testing
import Topology

@testable import Dashboard

/// Counted, as memory is most of what a picture of a large host costs.
@Suite("What is allocated for the screen")
struct AllocationTests {
  /// What one more second takes in which the figures of all containers move, its frame included.
  private static func allocationsOfASecond(containers: Int, view: String) -> Int {
    var stage = Stage(columns: 120, rows: 40)
    let pictures = (0...2 as ClosedRange<UInt64>).map { CrowdedHost.snapshot(containers: containers, ticks: $0) }
    stage.see(pictures[0])
    stage.press(view)
    stage.see(pictures[0].refreshed(by: pictures[1]))
    let next = pictures[0].refreshed(by: pictures[2])
    let version = stage.state.version
    let counted = allocations {
      stage.send(.observed(next, changes: []))
      _ = stage.frame
    }
    #expect(stage.state.version > version)
    return counted
  }

  // Without optimization, as tests are built, passing values through generic code takes most of them. The bounds are what
  // was counted and half an allocation: one more for each container is one too many.
  @Test(
    "A second whose figures move takes few allocations for each container that is not on the screen",
    arguments: [("1", 15.3), ("2", 16.4), ("4", 29.5)])
  func seconds(view: String, most: Double) {
    let (few, many) = (
      Self.allocationsOfASecond(containers: 100, view: view), Self.allocationsOfASecond(containers: 1_000, view: view)
    )
    #expect(Double(many - few) / 900 <= most)
  }
}

extension Snapshot {
  /// This one with the figures of a later one.
  fileprivate func refreshed(by later: Snapshot) -> Snapshot {
    refreshed(time: later.time, instant: later.instant, sources: later.sources, counters: later.counters)
  }
}
