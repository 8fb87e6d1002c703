import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The view of events")
struct EventViewTests {
  private func stage(until second: Int = 30, columns: Int = 80, rows: Int = 24) -> Stage {
    var stage = LivelyHost.stage(until: second, columns: columns, rows: rows)
    stage.press("7")
    return stage
  }

  @Test("The newest is last and selected, with its time of day, what it happened to, and what")
  func order() {
    let stage = stage()
    #expect(stage.selected?.contains("21:00:30 - container job") == true)
    #expect(stage.lines[4].contains("21:00:03 ~ link      host/veth77a01cc         has carrier (web/eth0 is up)"))
  }

  @Test("The clock on the wall is that of the zone, and an event keeps the time it was seen at")
  func zone() {
    var stage = Stage()
    stage.send(.zone(ZoneOffset(seconds: 3600)))
    for second in 0...5 as ClosedRange<UInt64> { stage.see(LivelyHost.snapshot(at: second)) }
    stage.send(.zone(ZoneOffset(seconds: 7200)))
    stage.see(LivelyHost.snapshot(at: 7))
    stage.press("7")
    #expect(stage.screen.contains("22:00:05 ~ link"))
    #expect(stage.screen.contains("23:00:07 + container"))
  }

  @Test("At its end the list follows")
  func following() {
    var stage = stage(until: 8, rows: 15)
    #expect(stage.selected?.contains("started, bridge") == true)
    for second in 9...30 as ClosedRange<UInt64> { stage.see(LivelyHost.snapshot(at: second)) }
    #expect(stage.selected?.contains("container job") == true)
    #expect(!stage.screen.contains("new ↓"))
  }

  @Test("Scrolled up, nothing moves while it grows, and it says how much is new below")
  func staying() {
    var stage = stage(until: 11, rows: 15)
    stage.press("home")
    let before = Array(stage.lines[3..<9])
    for second in 12...30 as ClosedRange<UInt64> { stage.see(LivelyHost.snapshot(at: second)) }
    #expect(Array(stage.lines[3..<9]) == before)
    #expect(stage.screen.contains("4 new ↓"))
    stage.press("end")
    #expect(!stage.screen.contains("new ↓"))
    stage.press("up", "up")
    #expect(!stage.screen.contains("new ↓"), "what was seen is not new")
  }

  @Test("What came while another view was open is followed where the end was seen, and new where not")
  func elsewhere() {
    var stage = stage(until: 11)
    stage.press("home", "1")
    for second in 12...30 as ClosedRange<UInt64> { stage.see(LivelyHost.snapshot(at: second)) }
    stage.press("7")
    #expect(stage.selected?.contains("21:00:03") == true)
    #expect(stage.screen.contains("4 new ↓"))
  }

  @Test("Only the latest are kept, and where one reads nothing moves for that")
  func bounded() {
    var stage = Stage()
    for round in 0...10 as ClosedRange<UInt32> { stage.see(Self.restless(210, round)) }
    stage.press("7")
    #expect(stage.state.list.listing.count == EventLog.capacity)
    #expect(stage.screen.contains(" 2000/2000 "))
    stage.press("pgup", "pgup")
    let before = Array(stage.lines[4..<19])
    stage.see(Self.restless(50, 11))
    #expect(Array(stage.lines[4..<19]) == before)
    #expect(stage.state.list.listing.count == EventLog.capacity)
    #expect(stage.screen.contains("50 new ↓"))
  }

  /// A host with so many links, each of whose sizes is another one in each round.
  private static func restless(_ count: UInt32, _ round: UInt32) -> Snapshot {
    TutorialHost.snapshot(ticks: UInt64(round)).altered { host in
      host.namespace(TutorialHost.host) { namespace in
        namespace.links += (0..<210 as Range<UInt32>).map { number in
          Link(
            id: TutorialHost.link(TutorialHost.host, Int32(100 + number)), name: "d\(number)", kind: .dummy,
            mtu: 1000 + number + 1000 * (number < count ? round : round - 1))
        }
      }
    }
  }

  @Test(
    "A filter takes words of it, its fields, and what a query says of the object",
    arguments: [
      ("web", 2), ("carrier", 1), ("kind:container", 3), ("state:vanished", 2), ("172.17.0.9", 1), ("mode:bridge", 0),
      ("!kind:link", 6), ("mtu docker0", 1), ("nothing-like-it", 0),
    ])
  func filter(text: String, count: Int) {
    var stage = stage()
    stage.wait(seconds: 2)
    stage.press("/")
    stage.type(text)
    stage.press("enter")
    #expect(stage.state.list.listing.count == count, "\(stage.screen)")
  }

  @Test("Enter opens the object's page, Esc leads back to the event")
  func opening() {
    var stage = stage()
    stage.press("home", "down", "enter")
    #expect(stage.screen.contains("╭ link web/eth0"))
    stage.press("esc")
    #expect(stage.screen.contains("╭ Events"))
    #expect(stage.selected?.contains("web/eth0") == true)
  }

  @Test("Where the object is gone, Enter says so")
  func openingWhatIsGone() {
    var stage = stage()
    stage.press("enter")
    #expect(stage.screen.contains("it is not there any more"))
    #expect(stage.screen.contains("╭ Events"))
  }

  @Test("w leads to its place in the wiring, W back to the event")
  func along() {
    var stage = stage()
    stage.press("home", "down", "w")
    #expect(stage.selected?.contains("veth77a01cc") == true)
    stage.press("W")
    #expect(stage.screen.contains("╭ Events"))
    #expect(stage.selected?.contains("web/eth0") == true)
  }

  @Test("y copies the line with its date")
  func copying() {
    var stage = stage()
    stage.press("y")
    #expect(stage.effects == [.copy("2026-11-23 21:00:30 job: gone")])
  }

  @Test("Events have the order of time, whatever is pressed or clicked")
  func unsorted() {
    var stage = stage()
    stage.press("o")
    #expect(stage.screen.contains("events are in the order of time"))
    stage.mouse(on: "what happened")
    #expect(stage.state.list.sorting == nil)
  }
}
