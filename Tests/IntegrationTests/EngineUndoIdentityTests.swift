import TestSupport
import Testing

/// Undo tells the engine's objects that gantry made from others of the same name.
@Suite("Undoing by identity with an engine", .requires(.engine), .serialized)
struct EngineUndoIdentityTests {
  private static let lab = Result { try EngineChangesLab("unid") }
  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  private func running(_ name: String) throws -> String? {
    let container = try lab.engine.inspect(name)
    return container["State"]["Running"].bool == true ? container["Id"].string : nil
  }

  /// Expects that an undo refuses, beforehand too, and that gantry works after it and after a recovery.
  /// - Returns: the reason.
  @discardableResult
  private func refuses(_ arguments: String..., at location: SourceLocation = #_sourceLocation) throws -> String {
    let before = try lab.leftovers()
    let dry = try lab.gantry.command(["undo", "--dry-run"] + arguments).run()
    let undo = try lab.gantry.command(["undo", "--yes"] + arguments).run()
    #expect(dry.status == 1 && undo.status == 1, "\(dry) \(undo)", sourceLocation: location)
    #expect(try lab.gantry.run("undo", "--recover", "--yes").status == 0, sourceLocation: location)
    #expect(try lab.leftovers() == before, sourceLocation: location)
    try lab.change("network", "create", "after", "--subnet", "10.98.0.0/24")
    try lab.change("undo")
    return undo.standardError
  }

  private func forgetAll() throws {
    for line in try lab.gantry.run("undo", "--list").standardOutput.split(separator: "\n") {
      if let number = line.split(separator: " ").first { _ = try lab.gantry.run("undo", "--forget", String(number)) }
    }
  }

  @Test("A container made again and renamed is not undone onto the name that another one has taken")
  func takenName() throws {
    try lab.engine.run("web", network: "bridge")
    try lab.change("attach", "container:web", "--mode", "host", "--recreate")
    try lab.engine.cli("rename", "web", "web-host")
    let other = try lab.engine.run("web")
    let first = try running("web-host")
    try #expect(refuses().contains("web"))
    #expect(try running("web") == other)
    #expect(try first != nil && running("web-host") == first)
    #expect(try lab.engine.inspect("web-host")["HostConfig"]["NetworkMode"].string == "host")
    try lab.engine.remove("web", "web-host")
    try forgetAll()
  }

  @Test("A removed network's name that another one has taken is found beforehand")
  func takenNetworkName() throws {
    try lab.engine.cli("network", "create", "app")
    try lab.change("network", "rm", "app")
    try lab.engine.cli("network", "create", "app")
    let id = try lab.engine.inspectNetwork("app")["Id"].string
    try #expect(refuses().contains("app"))
    #expect(try lab.engine.inspectNetwork("app")["Id"].string == id)
    try lab.engine.cli("network", "rm", "app")
    try forgetAll()
  }

  @Test("A network that somebody has made in the place of gantry's own stays")
  func replacedNetwork() throws {
    try lab.change("network", "create", "app", "--engine", "docker")
    try lab.engine.cli("network", "rm", "app")
    try lab.engine.cli("network", "create", "app")
    let id = try lab.engine.inspectNetwork("app")["Id"].string
    try refuses()
    #expect(try lab.engine.inspectNetwork("app")["Id"].string == id)
    try lab.engine.cli("network", "rm", "app")
    try forgetAll()
  }

  @Test("A container that somebody has made in the place of gantry's own stays")
  func replacedContainer() throws {
    try lab.change(
      "run", "--engine", "docker", "--image", "busybox", "--name", "job", "--mode", "none", "--", "sleep", "999")
    try lab.engine.remove("job")
    let id = try lab.engine.run("job", network: "none")
    try refuses()
    #expect(try running("job") == id)
    try lab.engine.remove("job")
    try forgetAll()
  }

  @Test("A network that was made, removed and made again is not that of the first making")
  func networkMadeAgain() throws {
    try lab.change("network", "create", "app", "--engine", "docker")
    try lab.change("network", "rm", "app")
    try lab.change("network", "create", "app", "--engine", "docker")
    let first = try #require(
      lab.gantry.run("undo", "--list").standardOutput.split(separator: "\n").last?.split(separator: " ").first)
    try refuses(String(first))
    for _ in 0..<3 { try lab.change("undo") }
    #expect(try lab.leftovers()[1].contains("app") == false)
  }

  @Test("Making, removing, undoing and undoing ends with nothing")
  func successors() throws {
    let before = try lab.leftovers()
    try lab.change("network", "create", "app", "--engine", "docker")
    try lab.change("network", "rm", "app")
    try lab.change("undo")
    try lab.change("undo")
    #expect(try lab.leftovers() == before)
    try lab.engine.run("web", network: "bridge")
    let configuration = try lab.configuration(of: "web")
    try lab.change("attach", "container:web", "--mode", "host", "--recreate")
    try lab.change("attach", "container:web", "--mode", "none", "--recreate")
    try lab.change("undo")
    try lab.change("undo")
    #expect(try lab.configuration(of: "web") == configuration)
    try lab.engine.remove("web")
    #expect(try lab.leftovers() == before)
  }

  @Test("A connection that the user has made in the place of gantry's own is not taken away")
  func usersConnection() throws {
    try lab.engine.cli("network", "create", "--subnet", "10.61.0.0/24", "n2")
    try lab.engine.run("web", network: "bridge")
    defer {
      _ = try? lab.engine.cli("rm", "--force", "web")
      _ = try? lab.engine.cli("network", "rm", "n2")
    }
    try lab.change("attach", "web", "--network", "n2")
    try lab.change("detach", "web", "n2")
    try lab.engine.cli("network", "connect", "--ip", "10.61.0.8", "n2", "web")
    try #expect(refuses().contains("web is connected to n2 by now"))
    try #expect(refuses("1").contains("later changes build on it"))
    #expect(
      try lab.engine.inspect("web")["NetworkSettings"]["Networks"]["n2"]["IPAMConfig"]["IPv4Address"].string
        == "10.61.0.8")
    try forgetAll()
  }
}
