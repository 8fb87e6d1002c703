import Foundation
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("What has just come or gone")
struct RecentTests {
  /// The styles of the first row that shows a text.
  private func style(of text: String, on stage: Stage) -> Style? {
    let frame = stage.frame
    for row in 3..<frame.size.rows - 2 {
      let line = Array(frame.cells(ofRow: row))
      let words = line.map(\.text).joined()
      guard let range = words.range(of: text) else { continue }
      return line[words.distance(from: words.startIndex, to: range.lowerBound)].style
    }
    return nil
  }

  @Test("The first picture has nothing new in it", arguments: ["1", "2", "3", "4"])
  func first(view: String) {
    var stage = Stage.seeing(TutorialHost.snapshot(), columns: 120, rows: 40)
    stage.press(view)
    let cells = stage.frame.cells
    #expect(cells.allSatisfy { $0.style.ink != .added && $0.style.ink != .removed })
  }

  @Test("What is new stands out for two seconds", arguments: [("1", "job"), ("2", "job"), ("4", "vethjob")])
  func new(view: String, text: String) {
    var stage = LivelyHost.stage(until: 7, columns: 120, rows: 40)
    stage.press(view)
    #expect(style(of: text, on: stage)?.ink == .added)
    #expect(style(of: "bbox01", on: stage)?.ink != .added)
    stage.wait(seconds: 1)
    #expect(style(of: text, on: stage)?.ink == .added)
    stage.wait(seconds: 1)
    #expect(style(of: text, on: stage)?.ink != .added)
  }

  @Test("What has changed is bold for two seconds")
  func changed() {
    var stage = LivelyHost.stage(until: 5, columns: 120, rows: 40)
    stage.press("4")
    #expect(style(of: "docker0", on: stage)?.attributes == .bold)
    stage.wait(seconds: 2)
    #expect(style(of: "docker0", on: stage)?.attributes == [])
  }

  @Test("What is gone stays in its place for two seconds, greyed, and says so", arguments: ["1", "2", "4"])
  func gone(view: String) {
    var stage = LivelyHost.stage(until: 29, columns: 120, rows: 40)
    stage.press(view)
    let row = stage.lines.firstIndex { $0.contains(" job") || $0.contains("job ") }
    stage.see(LivelyHost.snapshot(at: 30))
    #expect(stage.lines.firstIndex { $0.contains(" job") || $0.contains("job ") } == row)
    #expect(row.map { stage.lines[$0].contains("gone") } == true)
    #expect(style(of: "job", on: stage)?.ink == .removed)
    stage.wait(seconds: 1)
    stage.see(LivelyHost.snapshot(at: 31))
    #expect(stage.screen.contains("job"))
    stage.wait(seconds: 1)
    #expect(!stage.screen.contains("job"))
  }

  @Test("What is gone is counted no more, and nothing is found wrong with it")
  func counts() {
    let stage = LivelyHost.stage(until: 30)
    #expect(stage.screen.contains("6 ctr 5 net 4 ns"))
    #expect(stage.state.live?.observed.containers.count == 6)
    #expect(stage.state.live?.snapshot.containers.count == 7)
  }

  @Test("The selection does not jump while rows come, fade and go")
  func selection() {
    var stage = LivelyHost.stage(until: 6, columns: 120, rows: 40)
    stage.press("2", "end", "up")
    #expect(stage.selected?.contains("web") == true)
    for second in 7...33 as ClosedRange<UInt64> {
      stage.see(LivelyHost.snapshot(at: second))
      #expect(stage.selected?.contains("web") == true)
    }
  }

  @Test("What is gone can be changed no more, and whoever tries is told why")
  func changing() {
    var stage = LivelyHost.stage(until: 29, columns: 120, rows: 40)
    stage.press("2", "/")
    stage.type("job")
    stage.press("enter")
    stage.see(LivelyHost.snapshot(at: 30))
    #expect(stage.selected?.contains("job") == true)
    for action in [Action.attach, .detach, .delete, .shell, .mark] {
      #expect(stage.state.availability(of: action) == .unavailable("it is not there any more"))
    }
  }

  @Test("A network that is gone fades too")
  func network() {
    var stage = LivelyHost.stage(until: 20)
    stage.press("3")
    stage.see(LivelyHost.snapshot(at: 21).altered { $0.networks.removeAll { $0.name == "test" } })
    #expect(stage.lines.first { $0.contains("test") }?.contains("gone") == true)
    stage.wait(seconds: 2)
    #expect(!stage.screen.contains("test"))
  }

  @Test("A container that stops is greyed where it was, then stands with those that do not run")
  func stopping() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        host.namespaces.removeAll { $0.id == TutorialHost.web }
        host.namespace(TutorialHost.host) { $0.links.removeAll { $0.index == 13 } }
        host.container(TutorialHost.key("web")) {
          ($0.state, $0.pid, $0.namespace, $0.mode, $0.endpoints) = (.exited, nil, nil, .unknown, [])
        }
      })
    let row = stage.lines.first { $0.contains("veth77a01cc") }
    #expect(row?.contains("web") == true)
    #expect(row?.contains("gone") == true)
    stage.wait(seconds: 2)
    #expect(!stage.screen.contains("veth77a01cc"))
    #expect(stage.screen.contains("web  exited") || stage.screen.contains("not running ─ 2 containers"))
  }

  @Test("Another namespace that took the inode takes the place at once")
  func reusedInode() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        host.namespace(TutorialHost.labX) { ($0.cookie, $0.names) = (77, ["lab-y"]) }
      })
    #expect(stage.screen.contains("lab-y"))
    #expect(!stage.screen.contains("lab-x"))
  }

  @Test("What an engine tells for the first time is not new")
  func firstAnswer() {
    var stage = Stage.seeing(
      TutorialHost.snapshot().altered { host in
        (host.containers, host.networks, host.sources[1].state) = ([], [], .pending)
      }, columns: 120, rows: 40)
    stage.see(TutorialHost.snapshot(ticks: 1))
    stage.press("2")
    #expect(style(of: "bbox01", on: stage)?.ink != .added)
  }

  @Test("A held picture stands still, faded rows and all; it wakes nobody for them")
  func paused() {
    var stage = LivelyHost.stage(until: 30)
    #expect(stage.state.wakesAt == LivelyHost.snapshot(at: 31).instant)
    stage.press("p", "2")
    stage.wait(seconds: 5)
    #expect(stage.screen.contains("job"))
    stage.press("p")
    #expect(!stage.screen.contains("job"))
  }
}
