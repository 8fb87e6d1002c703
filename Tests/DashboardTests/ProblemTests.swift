import Addresses
import Diagnosis
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The view of problems")
struct ProblemTests {
  @Test("The worst is first and selected; beside it stand what, where, why and what to do")
  func order() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.press("6")
    #expect(stage.selected?.contains("error") == true)
    #expect(stage.selected?.contains("web: its eth0 is down") == true)
    for words in [
      "where      link web/eth0", "why        web/eth0#12 is down, operational state", "to do      Set eth0 up",
      "nsenter -t 4750 -n",
    ] {
      #expect(stage.screen.contains(words), "\(words)")
    }
  }

  @Test("What has changed is shown first; it is looked through for what is wrong a moment later")
  func deferring() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    let before = TutorialHost.snapshot(ticks: 1)
    let after = TutorialHost.snapshot(ticks: 2).altered { host in
      host.link(TutorialHost.link(TutorialHost.bbox01, 10)) {
        $0.isUp = false
        $0.operationalState = .down
      }
    }
    stage.now = after.instant
    stage.send(.observed(after, changes: after.changes(since: before)))
    #expect(stage.screen.contains("2 problems"))
    // More may follow.
    stage.send(.tick)
    #expect(stage.screen.contains("2 problems"))
    #expect(stage.state.wakesAt == stage.now.advanced(by: 100_000_000))
    stage.now = stage.now.advanced(by: 100_000_000)
    stage.send(.tick)
    #expect(stage.screen.contains("3 problems"))
    #expect(stage.state.wakesAt.map { $0 > stage.now } == true)
  }

  @Test("Where nothing is wrong, processes that come and go are no reason to look; a route that goes is")
  func processes() throws {
    let calm = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 1_000_000_000),
      namespaces: [
        Namespace(id: TutorialHost.host, cookie: 1, roles: [.host, .process], holders: [.init(.process, pid: 1)])
      ])
    func next(_ change: (inout Namespace) -> Void) throws -> Picture {
      var namespace = try #require(calm.namespaces.first)
      change(&namespace)
      let later = Snapshot(
        host: "h", time: calm.time, instant: calm.instant.advanced(by: 1_000_000_000), namespaces: [namespace])
      return Picture(later, after: Picture(calm), changes: later.changes(since: calm))
    }
    #expect(Picture(calm).findings.isEmpty)
    #expect(try next { $0.holders.append(Holder(.process, pid: 7)) }.examinationDue == nil)
    #expect(try next { $0.routes.append(Route(destination: .all(.ipv4), nextHops: [])) }.examinationDue != nil)
  }

  @Test("Enter opens the object's page, Esc leads back to the problem")
  func opening() {
    var stage = Stage.tutorial()
    stage.press("6", "down", "enter")
    #expect(stage.screen.contains("╭ link host/veth9"))
    stage.press("esc")
    #expect(stage.screen.contains("╭ Problems"))
    #expect(stage.selected?.contains("warning") == true)
  }

  @Test("w leads to its place in the wiring, W back to the problem")
  func along() {
    var stage = Stage.tutorial()
    stage.press("6", "w")
    #expect(stage.screen.contains("╭ Wiring"))
    #expect(stage.selected?.contains("veth77a01cc") == true)
    stage.press("W")
    #expect(stage.screen.contains("╭ Problems"))
    #expect(stage.selected?.contains("error") == true)
  }

  @Test("A click on the header's count shows the view", arguments: [80, 120])
  func header(columns: Int) {
    var stage = Stage.tutorial(columns: columns, rows: 40)
    stage.mouse(on: columns < 100 ? "▲2" : "2 problems")
    #expect(stage.screen.contains("╭ Problems"))
  }

  @Test(
    "A filter takes names, rules, severities and words of the title, and what a query says of the object",
    arguments: [
      ("web", 1), ("hidden", 1), ("error", 1), ("warning", 1), ("peer", 2), ("its other end", 1), ("kind:veth", 2),
      ("veth77a01cc", 1), ("!kind:veth", 0), ("nothing-like-it", 0),
    ])
  func filter(text: String, count: Int) {
    var stage = Stage.tutorial()
    stage.press("6", "/")
    stage.type(text)
    stage.press("enter")
    #expect(stage.state.lists[.problems].listing.count == count)
  }

  @Test("Sorted by a column, the rows follow it; the selection stays with its finding")
  func sorting() {
    var stage = Stage.tutorial()
    stage.press("6", "down", "o", "o")
    #expect(stage.selected?.contains("warning") == true)
    #expect(stage.state.list.selectedIndex == 0, "host/veth9 comes before web/eth0")
  }

  @Test("Where nothing was found it is said what was looked at, and for what")
  func empty() {
    var stage = Stage.seeing(Hosts.empty, columns: 120, rows: 40)
    stage.press("6")
    #expect(stage.screen.contains("Nothing was found."))
    #expect(stage.screen.contains("Looked at: 1 namespace, 2 links, 0 containers, 0 networks."))
    #expect(stage.screen.contains("a cable of which only one end is up"))
    stage.press("enter", "w", "y")
    #expect(stage.effects.isEmpty)
  }

  @Test("What could not be looked at is said as well")
  func limits() {
    var stage = Stage.seeing(Hosts.unprivileged)
    stage.press("6")
    #expect(stage.screen.contains("Not all could be looked at."))
  }

  @Test("A problem that is solved goes, and the nearest one is selected")
  func solved() {
    var stage = Stage.tutorial()
    stage.press("6", "down")
    stage.see(TutorialHost.snapshot(ticks: 2).withVeth9Explained)
    #expect(!stage.screen.contains("host/veth9"))
    #expect(stage.selected?.contains("web: its eth0") == true)
  }

  @Test("Losses stay to be read for ten seconds, though nothing but counters moved, and go then")
  func lingering() {
    var stage = Stage.tutorial()
    stage.press("6")
    let told = (2..<20 as Range<UInt64>).filter { tick in
      stage.see(TutorialHost.snapshot(ticks: tick).losing(500))
      return stage.screen.contains("bbox01/eth0 drops packets")
    }
    // The host is looked through every five seconds.
    #expect(told.first ?? 99 <= 6)
    #expect(told.count == 10)
    #expect(told.last ?? 99 < 19)
  }

  @Test("y copies what to do")
  func copying() {
    var stage = Stage.tutorial()
    stage.press("6", "y")
    guard case .copy(let text) = stage.effects.first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.contains("nsenter -t 4750 -n ip link set eth0 up"))
  }

  @Test("A finding is told wherever one of those it involves is selected")
  func involved() throws {
    let snapshot = TutorialHost.snapshot().withDocker0Down
    let picture = Picture(snapshot)
    let finding = try #require(picture.findings.first { $0.rule == "bridge-down" })
    #expect(picture.findings(on: Subject(object: .container(TutorialHost.key("bbox01")))).contains(finding))
  }
}

extension Snapshot {
  fileprivate var withVeth9Explained: Snapshot {
    editing(TutorialHost.host) { link in
      if link.name == "veth9" { link.peer?.proof = .oneSided }
    }
  }

  /// bbox01's eth0 has dropped so many packets.
  fileprivate func losing(_ packets: UInt64) -> Snapshot {
    altered { $0.counters[TutorialHost.link(TutorialHost.bbox01, 10)]?.rxDropped = packets }
  }

  fileprivate var withDocker0Down: Snapshot {
    editing(TutorialHost.host) { link in
      if link.name == "docker0" { link.isUp = false }
    }
  }

  private func editing(_ id: NamespaceID, _ edit: (inout Link) -> Void) -> Snapshot {
    altered { host in
      host.namespace(id) { namespace in
        for position in namespace.links.indices { edit(&namespace.links[position]) }
      }
    }
  }
}
