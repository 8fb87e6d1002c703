import Foundation
import TestSupport
import Testing

/// What the program does as a user without any rights.
@Suite("Without privileges", .requires(.root, .tool("setpriv")))
struct CommandPrivilegeTests {
  private let lab: CommandLab
  private let gantry: GantryUnderTest

  init() throws {
    lab = try CommandLab()
    gantry = try lab.gantry.unprivileged()
  }

  @Test("What can be read is shown, and the source names what is missing and how to get it")
  func partial() throws {
    let document = try gantry.json("list", "all")
    #expect(try SchemaValidator.ofThisRepository().findings(in: document).isEmpty)
    let host = document["namespaces"].array.first { $0["roles"].array.contains(.string("host")) } ?? .null
    #expect(host["links"].array.first("name", "br-lab")["addresses"].array.contains(.string("10.78.0.1/24")))
    let source = document["sources"].array.first("name", "kernel")
    #expect(source["state"].string == "denied")
    for word in ["CAP_SYS_ADMIN", "CAP_SYS_PTRACE", "sudo"] {
      #expect(source["detail"].string?.contains(word) == true)
    }
  }

  @Test("A namespace that can't be entered is listed as denied, not as empty")
  func deniedNamespace() throws {
    let output = try gantry.run("list", "namespaces", "--filter", "name:\(lab.one.name)")
    #expect(output.status == 0)
    let row = output.standardOutput.split(separator: "\n").first { $0.hasPrefix(lab.one.name) }
    #expect(row?.contains("denied") == true)
  }

  @Test("A cable into a namespace that can't be entered is not called proved")
  func unprovenCable() throws {
    let host =
      try gantry.json("list", "links")["namespaces"].array
      .first { $0["roles"].array.contains(.string("host")) } ?? .null
    #expect(host["links"].array.first("name", "port0")["peer"]["proof"].string != "proved")
  }

  @Test("show, export and support answer, too")
  func otherCommands() throws {
    #expect(try gantry.run("show", "br-lab").status == 0)
    #expect(try gantry.run("export", "--format", "text").standardOutput.contains("br-lab"))
    let support = try gantry.run("support")
    #expect(support.status == 0 && support.standardOutput.contains("CAP_SYS_ADMIN   no"))
  }

  @Test(
    "An engine's socket that may not be opened is told as denied, for its own rights or its directory's",
    .requires(.engine), arguments: ["0700", "0711"])
  func deniedEngine(directory: String) throws {
    let engine = try EngineUnderTest.start("denied")
    defer { engine.stop() }
    try Command("chmod", directory, "/run/\(engine.name)")()
    var gantry = gantry
    gantry.environment["DOCKER_HOST"] = engine.host
    let source = try gantry.json("list", "all")["sources"].array.first("name", "docker")
    #expect(source["state"].string == "denied")
    #expect(source["detail"].string == "no permission for \(engine.socket); run it as root (sudo)")
    #expect(source["readAt"] == .null)
    #expect(try gantry.run("list").standardOutput.contains("no permission for \(engine.socket)"))
  }
}
