import Foundation
import TestSupport
import Testing

/// The built program's commands against the real kernel.
@Suite("Commands", .requires(.root))
struct CommandTests {
  private let lab: CommandLab
  private let gantry: GantryUnderTest

  init() throws {
    lab = try CommandLab()
    gantry = lab.gantry
  }

  @Test(
    "list --json is valid by the schema, with the other kinds empty",
    arguments: ["all", "containers", "networks", "namespaces", "links"])
  func listing(kind: String) throws {
    let document = try gantry.json("list", kind)
    #expect(try SchemaValidator.ofThisRepository().findings(in: document).isEmpty)
    let filled = [
      "containers": ["containers"], "networks": ["networks"], "namespaces": ["namespaces"], "links": ["namespaces"],
    ]
    for other in ["containers", "networks", "namespaces"] where !(filled[kind] ?? [other]).contains(other) {
      #expect(document[other] == .array([]))
    }
    if kind != "containers" { #expect(document.described.contains("br-lab")) }
  }

  @Test("A listing in tables names what is there, without a terminal uncut and uncoloured")
  func tables() throws {
    let output = try gantry.run("list", "links", "--filter", "10.78.0.")
    #expect(output.status == 0 && output.standardError.isEmpty)
    let lines = output.standardOutput.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("host ") && $0.contains("br-lab") && $0.contains("10.78.0.1/24") })
    #expect(lines.contains { $0.hasPrefix("\(lab.one.name) ") && $0.contains("eth0") && $0.contains("10.78.0.2/24") })
    #expect(!output.standardOutput.contains("\u{1B}"))
  }

  @Test("Without a terminal and without a sub-command it lists everything")
  func noTerminal() throws {
    let output = try gantry.run()
    #expect(output.status == 0)
    for heading in ["Containers", "Networks", "Namespaces", "Links"] {
      #expect(output.standardOutput.split(separator: "\n").contains(Substring(heading)))
    }
  }

  @Test("show answers for every kind of object and every way to name it, valid by the schema as JSON")
  func showing() throws {
    let inode = try lab.one.inode()
    let names = [
      "br-lab", "network:br-lab", "link:br-lab", "port0", "\(lab.one.name)/eth0", lab.one.name, "net:[\(inode)]",
      "\(inode)",
      "namespace:\(lab.two.name)",
    ]
    let schema = try SchemaValidator.ofThisRepository()
    for name in names {
      #expect(try schema.findings(in: gantry.json("show", name)).isEmpty, "\(name)")
      let page = try gantry.run("show", name)
      #expect(page.status == 0 && page.standardOutput.split(separator: "\n").count > 5, "\(name): \(page)")
    }
    let link = try gantry.run("show", "\(lab.one.name)/eth0").standardOutput
    #expect(link.contains("proved") && link.contains("port0") && link.contains("10.78.0.2/24"))
  }

  @Test("An object that is not there is told with what is written much like it, and status 1")
  func unknownObject() throws {
    let output = try gantry.run("show", "br-lob")
    #expect(output.status == 1 && output.standardOutput.isEmpty)
    #expect(output.standardError.hasPrefix("gantry: there is no object \"br-lob\". Did you mean br-lab?"))
  }

  @Test("A name with several meanings lists them, each as it can be given back")
  func ambiguousObject() throws {
    let output = try gantry.run("show", "eth0")
    #expect(output.status == 1 && output.standardOutput.isEmpty)
    let candidates = output.standardError.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(candidates.contains("\(lab.one.name)/eth0") && candidates.contains("\(lab.two.name)/eth0"))
    for candidate in candidates where candidate.hasPrefix(lab.lab.name) {
      #expect(try gantry.run("show", candidate).status == 0)
    }
  }

  @Test(
    "A wrong command line has status 2 and says what is wrong with it",
    arguments: [
      (["--nosuch"], "--nosuch"), (["list", "everything"], "everything"),
      (["list", "--filter", "nosuch:1"], "no field \"nosuch\""),
      (["list", "--filter", "rate>fast"], "fast"), (["show"], "<object>"), (["export"], "--format"),
      (["export", "--format", "svg"], "svg"), (["nosuch"], "nosuch"), (["list", "--color", "pink"], "pink"),
    ])
  func usage(arguments: [String], hint: String) throws {
    let output = try gantry.command(arguments).run()
    #expect(output.status == 2 && output.standardOutput.isEmpty)
    #expect(output.standardError.contains(hint))
  }

  @Test(
    "A filter lets through what matches only",
    arguments: [
      ("name:\"x y\"", []), ("kind:bridge 10.78.0", ["br-lab"]), ("ip:10.78.0.2", ["eth0"]), ("name=port0", ["port0"]),
      ("kind:veth ip:10.78.0.3", ["eth0"]), ("port !name:port1 network:br-lab", ["port0"]),
    ] as [(String, [String])])
  func filtering(query: String, expected: [String]) throws {
    let output = try gantry.run("list", "links", "--json", "--filter", query)
    let mine = try Set([lab.host.inode(), lab.one.inode(), lab.two.inode()].map(Int.init))
    let names = try JSON(parsing: output.standardOutput)["namespaces"].array
      .filter { $0["inode"].int.map(mine.contains) ?? false }
      .flatMap { $0["links"].array.compactMap { $0["name"].string } }
    #expect(names == expected)
  }

  @Test("export --format json is the listing's object")
  func exportJSON() throws {
    let output = try gantry.run("export", "--format", "json")
    #expect(output.status == 0)
    let document = try JSON(parsing: output.standardOutput)
    #expect(try SchemaValidator.ofThisRepository().findings(in: document).isEmpty)
    #expect(document.described.contains("br-lab"))
  }

  @Test("export --format text draws the cable from the bridge to the namespace")
  func exportText() throws {
    let lines = try gantry.run("export", "--format", "text").standardOutput.split(separator: "\n")
    #expect(lines.first == "host")
    #expect(lines.contains { $0.contains("br-lab") && $0.contains("10.78.0.1/24") })
    #expect(lines.contains { $0.contains("port0") && $0.contains("═══  eth0") && $0.contains("10.78.0.2/24") })
    let ascii = try gantry.run("export", "--format", "text", "--ascii").standardOutput
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("support tells version, kernel, rights and sources, as text and as JSON")
  func support() throws {
    let text = try gantry.run("support")
    #expect(text.status == 0)
    #expect(text.standardOutput.contains("CAP_SYS_PTRACE  yes"))
    let document = try gantry.json("support")
    #expect(document["gantry"]["version"].string != nil)
    #expect(document["sources"].array.first("name", "kernel")["state"].string == "ok")
  }

  @Test(
    "An engine that is not there fails nothing: its source says so",
    arguments: [
      ("unix:///nowhere/docker.sock", "absent", "/nowhere/docker.sock"),
      ("bogus", "failed", "unix:///PATH"),
      ("tcp://192.0.2.1:2375", "remote", "tcp://192.0.2.1:2375"), ("ssh://somebody@192.0.2.1", "remote", "192.0.2.1"),
    ])
  func engineElsewhere(host: String, state: String, detail: String) throws {
    var gantry = gantry
    gantry.environment["DOCKER_HOST"] = host
    let document = try gantry.json("list", "all")
    let source = document["sources"].array.first("name", "docker")
    #expect(source["state"].string == state)
    #expect(source["detail"].string?.contains(detail) == true)
    #expect(document.described.contains("br-lab"))
  }

  @Test("It refuses rights that its user has not, with status 4")
  func borrowedRights() throws {
    let directory = try TemporaryDirectory()
    let copy = "\(directory.path)/gantry"
    try Command("cp", GantryUnderTest.path, copy)()
    try Command("chmod", "4755", copy)()
    let output = try Command(copy, "list").unprivileged().run()
    #expect(output.status == 4 && output.standardOutput.isEmpty)
    #expect(output.standardError.contains("sudo gantry"))
  }
}

extension [JSON] {
  func first(_ key: String, _ text: String) -> JSON { first { $0[key].string == text } ?? .null }
}

extension JSON {
  /// Enough of it to look for a name.
  var described: String { "\(self)" }
}
