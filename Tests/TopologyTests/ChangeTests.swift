import Addresses
import TestSupport
import Testing

@testable import Topology

@Suite struct ChangeTests {
  private let before = TutorialHost.snapshot()

  @Test("Counters that move are no change")
  func counters() {
    #expect(TutorialHost.snapshot(ticks: 5).changes(since: before) == [])
  }

  @Test("Everything appears once where there was nothing")
  func first() {
    let nothing = Snapshot(host: "h", time: before.time, instant: before.instant)
    let changes = before.changes(since: nothing)
    #expect(changes.count == 5 + 14 + 6 + 4)
    #expect(changes.allSatisfy { $0.kind == .appeared })
    #expect(changes.first?.object == .namespace(TutorialHost.host))
    #expect(nothing.changes(since: before).allSatisfy { $0.kind == .vanished })
  }

  @Test("A link whose state differs has changed, and its namespace has not")
  func linkState() {
    let after = before.editing(TutorialHost.web) { $0.links[1].isUp = true }
    #expect(after.changes(since: before) == [Change(.changed, .link(TutorialHost.link(TutorialHost.web, 12)))])
  }

  @Test("A route that differs is a change of its namespace")
  func route() {
    let after = before.editing(TutorialHost.bbox01) { $0.routes = [] }
    #expect(after.changes(since: before) == [Change(.changed, .namespace(TutorialHost.bbox01))])
  }

  @Test("Neighbours and forwarding entries come and go without a change")
  func neighbours() {
    let after = before.editing(TutorialHost.host) {
      $0.neighbours = [Neighbour(address: .init(ipv4: 1), mac: nil, link: 2, state: .stale)]
    }
    #expect(after.changes(since: before) == [])
  }

  @Test("An inode used again is another namespace, with other links")
  func reusedInode() {
    let lab = TutorialHost.labX
    let after = before.editing(lab) { $0.cookie = 9999 }
    #expect(
      after.changes(since: before) == [
        Change(.vanished, .namespace(lab)), Change(.appeared, .namespace(lab)),
        Change(.vanished, .link(TutorialHost.link(lab, 1))), Change(.appeared, .link(TutorialHost.link(lab, 1))),
        Change(.vanished, .link(TutorialHost.link(lab, 2))), Change(.appeared, .link(TutorialHost.link(lab, 2))),
      ])
  }

  @Test("A link that comes between others, and one that goes, are told alone")
  func oneMoreLink() {
    let host = TutorialHost.host
    let after = before.editing(host) { namespace in
      namespace.links.removeAll { $0.index == 5 }
      namespace.links.append(Link(id: TutorialHost.link(host, 12), name: "veth12"))
    }
    #expect(
      after.changes(since: before) == [
        Change(.vanished, .link(TutorialHost.link(host, 5))), Change(.appeared, .link(TutorialHost.link(host, 12))),
      ])
  }

  @Test("Whatever is new in a link or a namespace was thought of here: is it a change, or like a counter?")
  func everyField() throws {
    let namespace = try #require(before.hostNamespace)
    // What seldom changes is kept together, beside what every picture has anew.
    #expect(Mirror(reflecting: namespace).children.count == 3)
    #expect(Mirror(reflecting: namespace.facts.value).children.count == 19)
    #expect(Mirror(reflecting: namespace.links[0]).children.count == 2)
    #expect(Mirror(reflecting: namespace.links[0].facts.value).children.count == 17)
  }

  @Test("A container that stopped has changed, one that is gone has vanished with its network")
  func containers() {
    var containers = before.containers.filter { $0.name != "old" }
    let web = containers.firstIndex { $0.name == "web" } ?? 0
    containers[web].state = .exited
    let after = Snapshot(
      host: before.host, time: before.time, instant: before.instant, namespaces: before.namespaces,
      containers: containers, networks: before.networks.filter { $0.name != "lab" })
    #expect(
      after.changes(since: before) == [
        Change(.vanished, .container(TutorialHost.key("old"))), Change(.changed, .container(TutorialHost.key("web"))),
        Change(.vanished, .network(TutorialHost.networkKey("lab"))),
      ])
  }
}

extension Snapshot {
  /// The same picture with one namespace edited.
  func editing(_ id: NamespaceID, _ edit: (inout Namespace) -> Void) -> Snapshot {
    let namespaces = namespaces.map { namespace in
      var namespace = namespace
      if namespace.id == id { edit(&namespace) }
      return namespace
    }
    return Snapshot(
      host: host, time: time, instant: instant, namespaces: namespaces, containers: containers, networks: networks,
      sources: sources)
  }
}
