import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("What is live")
struct LiveTests {
  @Test("Before the first picture the dashboard says what it is doing, and keys do no harm")
  func loading() {
    var stage = Stage()
    #expect(stage.screen.contains("Reading the host's namespaces"))
    stage.press("j", "enter", "w", "o", "left", "y", "p", "2", "3", "4", ".", "?", "esc")
    #expect(stage.screen.contains("Reading the host's namespaces"))
    stage.see(TutorialHost.snapshot())
    #expect(stage.screen.contains("╭ Links"))
  }

  @Test("A notice is there with the first frame and stays long enough to be read")
  func notice() {
    var stage = Stage()
    stage.send(.noticed("TERM=x can't be used here"))
    #expect(stage.screen.contains("TERM=x can't be used here"))
    stage.see(TutorialHost.snapshot())
    stage.wait(seconds: 5)
    #expect(stage.screen.contains("TERM=x can't be used here"))
    stage.wait(seconds: 6)
    #expect(!stage.screen.contains("TERM=x"))
  }

  @Test("A paused screen stands still, shows its age, and goes on with the newest picture")
  func pausing() {
    var stage = Stage.tutorial()
    stage.press("2", "p")
    #expect(stage.screen.contains("○ paused 1s"))
    stage.wait(seconds: 12)
    stage.see(Hosts.empty)
    #expect(stage.screen.contains("○ paused 12s"))
    #expect(stage.screen.contains("bbox01"))
    #expect(!stage.screen.contains("gone"))
    stage.wait(seconds: 60)
    #expect(stage.screen.contains("paused 1m"))
    stage.press("p")
    #expect(stage.screen.contains("live"))
    #expect(!stage.screen.contains("bbox01"))
  }

  @Test(
    "A paused screen counts what happens meanwhile",
    arguments: [(80, "○ paused 9s +5"), (120, "○ paused 9s · 5 changes")])
  func missing(columns: Int, words: String) {
    var stage = LivelyHost.stage(until: 2, columns: columns)
    stage.press("p", "7")
    for second in 3...11 as ClosedRange<UInt64> { stage.see(LivelyHost.snapshot(at: second)) }
    #expect(stage.screen.contains("Nothing has changed since 21:00:00."))
    #expect(stage.screen.contains(words))
    stage.press("p")
    #expect(!stage.screen.contains("paused"))
    #expect(stage.selected?.contains("172.17.0.9/16 added") == true)
  }

  @Test("A picture between two readings of the counters takes no rate away")
  func ratesBetweenReadings() {
    var stage = Stage.tutorial()
    let before = stage.screen
    #expect(before.contains("↓ 12k"))
    stage.see(TutorialHost.snapshot(ticks: 1))
    #expect(stage.screen == before)
  }

  @Test("Rates are unknown at first, then known; a counter that goes down draws no spike")
  func rates() {
    var stage = Stage.seeing(TutorialHost.snapshot(ticks: 5))
    stage.press("2")
    #expect(stage.lines[4].contains("–       –"))
    stage.see(TutorialHost.snapshot(ticks: 6))
    #expect(stage.lines[4].contains("12k    3.0k"))
    stage.see(reset(TutorialHost.snapshot(ticks: 7)))
    #expect(stage.lines[4].contains("–       –"))
  }

  private func reset(_ snapshot: Snapshot) -> Snapshot {
    snapshot.altered { host in for link in host.counters.keys { host.counters[link]?.rxBytes = 0 } }
  }

  @Test("Only what can be seen counts as a change: a tick within the same second does not")
  func versions() {
    var stage = Stage.tutorial()
    let version = stage.state.version
    stage.send(.tick)
    #expect(stage.state.version == version)
    stage.wait(seconds: 5)
    #expect(stage.state.version > version)
    #expect(stage.screen.contains("live 5s"))
  }

  @Test("The dashboard asks to be woken when a toast ends or an age changes, and not before the first picture")
  func waking() {
    var stage = Stage()
    #expect(stage.state.wakesAt == nil)
    stage.see(TutorialHost.snapshot())
    // A picture of this moment is told to be a second old until it is two.
    #expect(stage.state.wakesAt == stage.state.shown?.snapshot.instant.advanced(by: 2_000_000_000))
    stage.wait(seconds: 2)
    #expect(stage.state.wakesAt == stage.state.shown?.snapshot.instant.advanced(by: 3_000_000_000))
  }

  @Test("A page whose object goes says so, and Esc leads back")
  func vanishedPage() {
    var stage = Stage.tutorial()
    stage.press("2", "enter")
    stage.see(Hosts.empty)
    stage.wait(seconds: 2)
    #expect(stage.screen.contains("It is gone. Esc leads back."))
    stage.press("esc")
    #expect(stage.screen.contains("No containers."))
  }

  @Test("The order in which the parts of a picture come makes no difference")
  func orderOfParts() {
    let host = OddHost.snapshot
    let turned = Snapshot(
      host: host.host, time: host.time, instant: host.instant, namespaces: host.namespaces.reversed(),
      containers: host.containers.reversed(), networks: host.networks.reversed(), sources: host.sources)
    for view in ["1", "2", "3", "4"] {
      var one = Stage.seeing(host, columns: 120, rows: 40)
      var other = Stage.seeing(turned, columns: 120, rows: 40)
      one.press(view)
      other.press(view)
      #expect(one.frame == other.frame)
    }
  }
}
