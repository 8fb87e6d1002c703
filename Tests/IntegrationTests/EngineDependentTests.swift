import TestSupport
import Testing

/// Containers that hold another one's id go along with it, or are named in a refusal.
@Suite("Containers that depend on one that is made again", .serialized, .requires(.engine))
struct EngineDependentTests {
  private let lab: EngineChangesLab

  init() throws {
    lab = try EngineChangesLab("depend")
    try lab.create("owner", network: "bridge", runs: true, options: ["--ipc", "shareable"])
  }

  private func namespace(_ kind: String, of name: String) throws -> String {
    try Command("readlink", "/proc/\(lab.engine.pid(of: name))/ns/\(kind)")()
  }

  @Test("Sharers of process ids and of memory are made again with their owner, connected as they were, and come back")
  func namespaces() throws {
    try lab.create("watcher", network: "bridge", runs: true, options: ["--pid", "container:owner"])
    try lab.create("peer", network: "none", runs: true, options: ["--ipc", "container:owner"])
    try lab.create("both", network: "container:peer", runs: true, options: ["--pid", "container:watcher"])
    let before = try (["owner", "watcher", "peer", "both"].map(lab.wiring), lab.leftovers())
    let plan = try lab.change("attach", "owner", "--mode", "host", "--recreate", "--settle", "0")
    for name in ["watcher", "peer", "both"] { #expect(plan.contains("\(name) shares a namespace of it"), "\(plan)") }
    func expectShared() throws {
      #expect(try namespace("pid", of: "watcher") == namespace("pid", of: "owner"))
      #expect(try namespace("pid", of: "both") == namespace("pid", of: "owner"))
      #expect(try namespace("ipc", of: "peer") == namespace("ipc", of: "owner"))
      #expect(try namespace("net", of: "both") == namespace("net", of: "peer"))
    }
    try expectShared()
    #expect(try lab.wiring(of: "owner") == "host" && lab.wiring(of: "watcher") == "bridge")
    try lab.change("undo", "--settle", "0")
    try expectShared()
    #expect(try ["owner", "watcher", "peer", "both"].map(lab.wiring) == before.0)
    #expect(try lab.leftovers() == before.1)
  }

  @Test("A container that others are linked to is left as it is, and they are named")
  func links() throws {
    try lab.engine.run("client", options: ["--link", "owner:db"])
    let refusal = try lab.refusal("attach", "owner", "--mode", "host", "--recreate")
    #expect(refusal.contains("client is linked to owner (--link)"), "\(refusal)")
    let plan = try lab.change("attach", "client", "--mode", "host", "--recreate", "--dry-run")
    #expect(plan.contains("client loses its links (--link): owner:db"), "\(plan)")
    let before = try lab.engine.inspect("client")["HostConfig"]["Links"].array.map(\.string)
    try lab.change("attach", "client", "--mode", "host", "--recreate", "--settle", "0")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.inspect("client")["HostConfig"]["Links"].array.map(\.string) == before)
    let detaching = try lab.change("detach", "owner", "--all", "--dry-run")
    #expect(detaching.contains("client loses the link to owner"), "\(detaching)")
  }

  @Test("Volumes of another container are shared again, whether that one is still there or not")
  func volumes() throws {
    try lab.create("source", network: "bridge", runs: true, options: ["--volume", "/shared"])
    try lab.create("user", network: "bridge", runs: true, options: ["--volumes-from", "source"])
    try lab.engine.exec("source", "sh", "-c", "echo kept >/shared/file")
    let before = try lab.engine.inspect("user")["HostConfig"]
    try lab.change("attach", "user", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try lab.engine.exec("user", "cat", "/shared/file") == "kept")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.inspect("user")["HostConfig"] == before)
    try lab.engine.cli("rm", "--force", "source")
    try lab.change("attach", "user", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try lab.engine.exec("user", "cat", "/shared/file") == "kept")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.exec("user", "cat", "/shared/file") == "kept")
  }
}

extension EngineChangesLab {
  fileprivate func wiring(of name: String) throws -> String { try wiring(of: name, owners: ["peer"]) }
}
