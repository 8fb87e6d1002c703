import TestSupport
import Testing

/// From each mode to each mode, through the built program; what became of it is read from Docker and from the kernel.
@Suite("Modes of Docker's containers", .serialized, .requires(.engine))
struct EngineModeTests {
  private static let lab = Result {
    let lab = try EngineChangesLab("modes")
    try lab.create("target", network: "bridge", runs: true)
    return lab
  }

  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  static let modes = ["bridge", "host", "none", "container:target"]

  /// What takes no new container.
  private static let live: Set<[String]> = [["bridge", "none"], ["none", "bridge"]]

  @Test("A running container goes from each mode to each other, and back as it was", arguments: modes, modes)
  func running(from: String, to: String) throws { try expectChange(from, to, runs: true) }

  @Test("A stopped container goes from each mode to each other, and back as it was", arguments: modes, modes)
  func stopped(from: String, to: String) throws { try expectChange(from, to, runs: false) }

  private func expectChange(_ from: String, _ to: String, runs: Bool) throws {
    try lab.create("subject", network: from, runs: runs)
    defer { _ = try? lab.engine.cli("rm", "--force", "subject") }
    let id = try lab.engine.inspect("subject")["Id"]
    let before = try (lab.configuration(of: "subject"), lab.leftovers())
    if from == to {
      #expect(try lab.refusal("attach", "subject", "--mode", to, "--recreate", "--settle", "0").contains("already"))
      #expect(try lab.configuration(of: "subject") == before.0)
      return
    }
    let isLive = Self.live.contains([from, to])
    if !isLive {
      let refusal = try lab.refusal("attach", "subject", "--mode", to)
      #expect(refusal.contains("--recreate"), "\(refusal)")
      #expect(try lab.engine.inspect("subject")["Id"] == id)
    }
    try lab.change("attach", "subject", "--mode", to, isLive ? "--dry-run" : "--recreate", "--settle", "0")
    if isLive { try lab.change("attach", "subject", "--mode", to) }
    if runs { #expect(try lab.wiring(of: "subject", owners: ["target"]) == to) }
    let after = try lab.engine.inspect("subject")
    #expect(after["State"]["Running"].bool == runs)
    #expect((after["Id"] == id) == isLive)
    try expectConfigured(after, to, isLive)
    #expect(try lab.leftovers() == before.1)
    try lab.change("undo", "--settle", "0")
    #expect(try lab.configuration(of: "subject") == before.0)
    #expect(try lab.leftovers() == before.1)
    if runs { #expect(try lab.wiring(of: "subject", owners: ["target"]) == from) }
  }

  private func expectConfigured(_ container: JSON, _ to: String, _ isLive: Bool) throws {
    let networks = container["NetworkSettings"]["Networks"].object.keys.sorted()
    let target = try lab.engine.inspect("target")["Id"].string ?? ""
    let mode = to == "container:target" ? "container:\(target)" : to
    if !isLive { #expect(container["HostConfig"]["NetworkMode"].string == mode) }
    #expect(networks == (to == "container:target" ? [] : [to]))
  }

  @Test("Who shares a namespace goes along, and comes back")
  func sharers() throws {
    try lab.create("owner", network: "bridge", runs: true)
    try lab.create("sharer", network: "container:owner", runs: true)
    defer { _ = try? lab.engine.cli("rm", "--force", "sharer", "owner") }
    let plan = try lab.change("attach", "owner", "--mode", "none", "--dry-run")
    #expect(plan.contains("sharer shares the namespace of owner, and loses bridge too"))
    try lab.change("attach", "owner", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try lab.wiring(of: "owner", owners: []) == "host" && lab.wiring(of: "sharer", owners: []) == "host")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.wiring(of: "sharer", owners: ["owner"]) == "container:owner")
    #expect(try lab.wiring(of: "owner", owners: []) == "bridge")
  }

  @Test("A container that cannot be started in its new mode leaves the old one as it was")
  func failing() throws {
    try lab.create("holder", network: "bridge", runs: true, options: ["--publish", "8099:80"])
    try lab.create("subject", network: "host", runs: true, options: ["--publish", "8099:80"])
    defer { _ = try? lab.engine.cli("rm", "--force", "subject", "holder") }
    let before = try (lab.configuration(of: "subject"), lab.leftovers(), lab.engine.inspect("subject")["Id"])
    let failure = try lab.refusal("attach", "subject", "--mode", "bridge", "--recreate", "--settle", "0")
    #expect(failure.contains("port is already allocated") && failure.contains("(500)"), "\(failure)")
    #expect(failure.contains("rolled back: stop subject") && !failure.contains("NOT rolled back"), "\(failure)")
    #expect(try lab.configuration(of: "subject") == before.0)
    #expect(try lab.leftovers() == before.1)
    #expect(try lab.engine.inspect("subject")["Id"] == before.2, "it is the same, not one made again")
  }

  @Test("What is written is lost, or kept with --commit; volumes stay either way")
  func written() throws {
    try lab.create("subject", network: "bridge", runs: true, options: ["--volume", "/data"])
    defer {
      _ = try? lab.engine.cli("rm", "--force", "subject")
      _ = try? lab.engine.cli("volume", "prune", "--force")
    }
    try lab.engine.exec("subject", "sh", "-c", "echo kept >/data/file; echo own >/etc/own")
    try lab.change("attach", "subject", "--mode", "host", "--recreate", "--commit", "--settle", "0")
    #expect(try lab.engine.exec("subject", "cat", "/data/file", "/etc/own") == "kept\nown")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.exec("subject", "cat", "/data/file", "/etc/own") == "kept\nown")
    try lab.change("attach", "subject", "--mode", "none", "--recreate", "--settle", "0")
    try lab.change("attach", "subject", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try lab.engine.exec("subject", "cat", "/data/file", "/etc/own") == "kept\nown", "it is of that image")
    let image = try lab.engine.inspect("subject")["Config"]["Image"].string ?? ""
    #expect(image.hasPrefix("gantry/subject:"))
    try lab.engine.cli("rm", "--force", "subject")
    try lab.engine.cli("image", "rm", image)
  }

  @Test("A container that goes when it stops is made again, and comes back")
  func removingItself() throws {
    try lab.create("subject", network: "bridge", runs: true, options: ["--rm", "--volume", "/data"])
    defer { _ = try? lab.engine.cli("rm", "--force", "--volumes", "subject") }
    let before = try lab.configuration(of: "subject")
    let plan = try lab.change("attach", "subject", "--mode", "none", "--dry-run")
    #expect(!plan.contains("--rm"))
    let recreation = try lab.change("attach", "subject", "--mode", "host", "--recreate", "--settle", "0")
    #expect(recreation.contains("(/data) go with it"))
    #expect(try lab.wiring(of: "subject", owners: []) == "host")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.configuration(of: "subject") == before)
  }
}
