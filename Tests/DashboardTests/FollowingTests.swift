import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The selection follows the object")
struct FollowingTests {
  @Test("…when rows come before it")
  func rowsBefore() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 5))
    stage.press("2", "end")
    #expect(stage.selected?.contains("worker-004") == true)
    stage.see(renamed(CrowdedHost.snapshot(containers: 9, ticks: 1)))
    #expect(stage.selected?.contains("worker-004") == true)
    #expect(stage.screen.contains(" 9/9 "))
  }

  /// The new containers sort before the old ones.
  private func renamed(_ snapshot: Snapshot) -> Snapshot {
    let containers = snapshot.containers.enumerated().map { index, container in
      var container = container
      if index >= 5 { container.name = "a-\(container.name)" }
      return container
    }
    return Snapshot(
      host: snapshot.host, time: snapshot.time, instant: snapshot.instant, namespaces: snapshot.namespaces,
      containers: containers, networks: snapshot.networks, sources: snapshot.sources)
  }

  @Test("…when the order changes")
  func sorting() {
    var stage = Stage.tutorial()
    stage.press("2", "end", "up")
    #expect(stage.selected?.contains("web") == true)
    stage.press("o", "O")
    #expect(stage.selected?.contains("web") == true)
    #expect(stage.screen.contains(" 1/6 "))
  }

  @Test("…through a filter that lets it through, and back")
  func filtering() {
    var stage = Stage.tutorial()
    stage.press("2", "end", "up", "/")
    stage.type("web")
    #expect(stage.screen.contains(" 1/1 "))
    stage.press("esc")
    #expect(stage.selected?.contains("web") == true)
  }

  @Test("…through a change of size, where it stays in sight", arguments: [(60, 15), (200, 60), (80, 16)])
  func resizing(columns: Int, rows: Int) {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 100), columns: 80, rows: 50)
    stage.press("2", "pgdn")
    let before = stage.selected?.prefix(12)
    stage.send(.input(.resize(Size(columns: columns, rows: rows)), on: nil))
    #expect(stage.selected?.prefix(12) == before)
  }

  @Test("…and when the object goes, the nearest row is selected")
  func vanishing() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 9))
    stage.press("2", "end")
    stage.see(CrowdedHost.snapshot(containers: 6, ticks: 1))
    #expect(stage.selected?.contains("worker-008") == true, "it stays for a moment")
    stage.wait(seconds: 2)
    #expect(stage.selected?.contains("worker-005") == true)
    stage.see(Hosts.empty)
    stage.wait(seconds: 2)
    #expect(stage.selected == nil)
    stage.see(CrowdedHost.snapshot(containers: 6, ticks: 9))
    #expect(stage.selected != nil)
  }

  @Test("…in the tree too, where a container moves to another place")
  func moving() {
    var stage = Stage.tutorial()
    stage.press("j", "j", "j")
    #expect(stage.selected?.contains("bbox01") == true)
    let host = TutorialHost.snapshot(ticks: 5)
    let moved = host.namespaces.map { namespace in
      var namespace = namespace
      namespace.links = namespace.links.map { link in
        var link = link
        if link.name == "vethecd04f5" { link.master = 6 }
        return link
      }
      return namespace
    }
    stage.see(
      Snapshot(
        host: host.host, time: host.time, instant: host.instant, namespaces: moved, containers: host.containers,
        networks: host.networks, sources: host.sources))
    #expect(stage.selected?.contains("bbox01") == true)
    #expect(stage.screen.contains(" 6/13 "))
  }
}
