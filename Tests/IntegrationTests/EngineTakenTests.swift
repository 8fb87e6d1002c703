import TestSupport
import Testing

/// An undo says beforehand what others have taken of what it brings back, or what they have changed of it.
@Suite("Undoing beside what others have taken from an engine", .requires(.engine), .serialized)
struct EngineTakenTests {
  private static let lab = Result { try EngineChangesLab("undt") }
  private let lab: EngineChangesLab

  init() throws {
    lab = try Self.lab.get()
    try lab.engine.remove("web", "thief")
    for network in ["n1", "n2"] { _ = try? lab.engine.cli("network", "rm", network) }
    for line in try lab.gantry.run("undo", "--list").standardOutput.split(separator: "\n") {
      if let number = line.split(separator: " ").first { _ = try lab.gantry.run("undo", "--forget", String(number)) }
    }
    try lab.engine.cli("network", "create", "--subnet", "10.61.0.0/24", "n1")
  }

  /// The reason why the last change cannot be undone; the dry run and the undo give the same, and change nothing.
  private func refusal() throws -> String {
    let before = try lab.leftovers()
    let dry = try lab.gantry.command(["undo", "--dry-run"]).run()
    let undo = try lab.gantry.command(["undo", "--yes"]).run()
    #expect(dry.status == 1 && undo.status == 1, "\(dry) \(undo)")
    #expect(dry.standardError == undo.standardError)
    #expect(try lab.leftovers() == before)
    return undo.standardError
  }

  private func recreate(_ options: String...) throws {
    try lab.create("web", network: "n1", runs: true, options: options)
    try lab.change("attach", "web", "--mode", "host", "--recreate", "--settle", "0")
  }

  private func comesBack() throws {
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.inspect("web")["HostConfig"]["NetworkMode"].string == "n1")
  }

  @Test("A port on the host that another container publishes by now")
  func port() throws {
    try recreate("--publish", "127.0.0.1:8081:80")
    try lab.engine.run("thief", network: "bridge", options: ["--publish", "8081:80"])
    try #expect(refusal().contains("port 8081/tcp of web is published by thief by now"))
    try lab.engine.remove("thief")
    try lab.engine.run("thief", network: "bridge", options: ["--publish", "127.0.0.2:8081:80"])
    try comesBack()
  }

  @Test("A chosen address that another container has by now")
  func address() throws {
    try recreate("--ip", "10.61.0.9")
    try lab.engine.run("thief", network: "n1", options: ["--ip", "10.61.0.9"])
    try #expect(refusal().contains("10.61.0.9 of web in n1 is taken by now (thief)"))
    try lab.engine.remove("thief")
    try comesBack()
  }

  @Test("A network of the same name that is another one by now, or one that is gone")
  func network() throws {
    try recreate()
    try lab.engine.cli("network", "rm", "n1")
    try #expect(refusal().contains("web was in the network n1 ("))
    try lab.engine.cli("network", "create", "n1")
    try #expect(refusal().contains("n1 is another one by now"))
  }

  @Test("The address range of a removed network that another network has by now")
  func range() throws {
    try lab.change("network", "rm", "n1")
    try lab.engine.cli("network", "create", "--subnet", "10.61.0.128/25", "n2")
    try #expect(refusal().contains("10.61.0.0/24 of n1 overlaps 10.61.0.128/25 by now (the network n2)"))
    try lab.engine.cli("network", "rm", "n2")
    try lab.change("undo")
  }

  @Test("A container that was renamed is shown and compared under its present name")
  func renamed() throws {
    try lab.create("web", network: "n1", runs: true, options: ["--ip", "10.61.0.9"])
    try lab.change("detach", "web", "n1")
    try lab.engine.cli("rename", "web", "thief")
    let undo = try lab.gantry.command(["undo", "--yes"]).run()
    #expect(
      undo.status == 0 && undo.standardOutput.contains("network connect --ip 10.61.0.9 n1 thief"), "\(undo)")
    #expect(!undo.standardOutput.contains("not as before"), "\(undo.standardOutput)")
  }

  @Test("A container that had left the network of its mode has left it when it comes back")
  func leftNetwork() throws {
    try lab.create("web", network: "n1", runs: true)
    try lab.change("detach", "web", "n1")
    let before = try lab.configuration(of: "web")
    try lab.change("attach", "web", "--mode", "host", "--recreate", "--settle", "0")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.configuration(of: "web") == before)
    try lab.change("undo")
    #expect(try lab.configuration(of: "web").contains("n1 10.61.0."))
  }
}
