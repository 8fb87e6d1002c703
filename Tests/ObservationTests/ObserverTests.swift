import Engines
import Foundation
import TestSupport
import Testing
import Topology

@testable import Observation

@Suite("The observer", .requires(.root))
struct ObserverTests {
  /// Takes updates until one satisfies the question.
  private func update(
    _ observer: Observer, _ what: String, within limit: Duration = .seconds(20), _ isIt: (Update) throws -> Bool
  ) throws -> Update {
    try eventually(what, within: limit, on: observer.rawValue) {
      guard let update = observer.take(), try isIt(update) else { return nil }
      return update
    }
  }

  @Test("A namespace that comes and goes is told as a change")
  func comesAndGoes() throws {
    let lab = try Lab("obsv")
    let observer = try Observer(pace: .init(interval: 50_000_000))
    try observer.start()
    let first = try update(observer, "a first picture") { _ in true }
    #expect(first.snapshot.hostNamespace != nil)
    #expect(first.changes.contains { $0.kind == .appeared })
    #expect(first.snapshot.sources.map(\.name).prefix(1) == ["kernel"])
    let namespace = try lab.namespace("new")
    let next = try update(observer, "the new namespace") { $0.snapshot.named(namespace) != nil }
    let id = try #require(next.snapshot.named(namespace)?.id)
    #expect(next.changes.contains(Change(.appeared, .namespace(id))))
    try namespace.unname()
    let last = try update(observer, "it is gone") { $0.snapshot.named(namespace) == nil }
    #expect(last.changes.contains(Change(.vanished, .namespace(id))))
  }

  @Test("What is unexplained is looked for at once, and found")
  func looksDeeper() throws {
    let lab = try Lab("obsv")
    let observer = try Observer(pace: .init(interval: 50_000_000))
    try observer.start()
    _ = try update(observer, "a deep scan") { update in
      update.snapshot.sources.contains { $0.name == "deep scan" && $0.state == .ok }
    }
    let (seen, held) = (try lab.namespace("seen"), try lab.namespace("held"))
    try lab.connect(seen, "va", held, "vb")
    let holder = try NamespaceHolder(of: held, by: .socket)
    try held.unname()
    let found = try update(observer, "the peer in the hidden namespace") { update in
      update.snapshot.named(seen)?.link(named: "va")?.peer.map { $0.proof == .proved && $0.namespace != nil } ?? false
        && update.snapshot.named(held) == nil
    }
    let peer = try #require(found.snapshot.named(seen)?.link(named: "va")?.peer?.namespace)
    #expect(found.snapshot.namespace(peer)?.holders.map(\.kind) == [.socket])
    #expect(found.snapshot.namespace(peer)?.holders.map(\.pid) == [holder.pid])
  }

  @Test("Observing holds nothing: a deleted namespace and the other end of its cable go, and no descriptor stays")
  func holdsNothing() throws {
    let lab = try Lab("obsv")
    let (stays, goes) = (try lab.namespace("stays"), try lab.namespace("goes"))
    try lab.connect(stays, "va", goes, "vb")
    let inode = try goes.inode()
    let observer = try Observer(pace: .init(interval: 20_000_000))
    try observer.start()
    _ = try update(observer, "the pair") { $0.snapshot.named(goes)?.link(named: "vb")?.peer?.proof == .proved }
    try goes.unname()
    try eventually("the kernel took the cable away") {
      try stays.ipJSON("link", "show").first("ifname", "va") == .null
    }
    _ = try update(observer, "a picture without it") { $0.snapshot.named(stays)?.link(named: "va") == nil }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(!open.contains("net:[\(inode)]"))
  }

  @Test("An engine's reading is joined as soon as it is delivered, and a picture is not made anew for the same words")
  func engines() throws {
    let observer = try Observer(pace: .init(interval: 3_600_000_000_000, deepInterval: 3_600_000_000_000))
    try observer.start()
    _ = try update(observer, "the first deep scan") { update in
      update.snapshot.sources.contains { $0.name == "deep scan" && $0.state == .ok }
    }
    var reading = MadeUp.engine(readAt: 1, [MadeUp.container("a1", pid: nil)], [MadeUp.network("lab")])
    observer.deliver(reading)
    let joined = try update(observer, "the engine") { $0.snapshot.containers.contains { $0.name == "name-a1" } }
    #expect(joined.snapshot.sources.contains { $0.name == "docker" && $0.state == .ok })
    reading.source.state = .slow
    observer.deliver(reading)
    let slow = try update(observer, "that the engine is slow") { update in
      update.snapshot.sources.contains { $0.name == "docker" && $0.state == .slow }
    }
    #expect(slow.snapshot.containers.contains { $0.name == "name-a1" })
    #expect(slow.snapshot.hostNamespace != nil)
  }
}
