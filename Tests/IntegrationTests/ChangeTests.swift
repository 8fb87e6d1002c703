import Foundation
import TestSupport
import Testing

/// The built program changes a lab's host; what it did is read with other tools.
@Suite("Changing networks", .requires(.root, .tool("busybox")))
struct ChangeTests {
  private let lab: Lab
  private let host: LabNamespace
  private let one: LabNamespace
  private let two: LabNamespace
  private let directory: TemporaryDirectory
  private let gantry: GantryUnderTest

  init() throws {
    lab = try Lab("chg")
    host = try lab.namespace("host")
    one = try lab.namespace("one")
    two = try lab.namespace("two")
    directory = try TemporaryDirectory()
    var gantry = GantryUnderTest(in: host)
    gantry.environment = [
      "DOCKER_HOST": "unix:///run/\(host.name)/none.sock", "LANG": "C.UTF-8",
      "GANTRY_STATE_DIR": "\(directory.path)/state",
    ]
    self.gantry = gantry
  }

  /// Runs it; it must succeed.
  @discardableResult
  private func change(_ arguments: String...) throws -> String { try gantry.command(arguments)() }

  /// Links without those of the kernel's own making, addresses and routes of all three namespaces.
  private func picture() throws -> [String] {
    try [host, one, two].flatMap { namespace in
      try namespace.ipJSON("address", "show").array.map { link in
        "\(namespace.name) \(link["ifname"].string ?? "") "
          + "\(link["addr_info"].array.filter { $0["scope"].string != "link" }.map { $0["local"].string ?? "" })"
      } + namespace.ip("route", "show").split(separator: "\n").map { "\(namespace.name) \($0)" }
    }
  }

  private func ping(_ address: String, from namespace: LabNamespace) throws -> Bool {
    try namespace.command("busybox", ["ping", "-c", "1", "-W", "5", address]).run().status == 0
  }

  @Test("Two namespaces that are attached reach each other and the gateway; undoing everything leaves nothing")
  func traffic() throws {
    let before = try picture()
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    try change("attach", one.name, "--network", "lab")
    try change("attach", two.name, "--network", "lab", "--ip", "10.77.0.9", "--interface", "lan0")
    #expect(try ping("10.77.0.9", from: one) && ping("10.77.0.1", from: one))
    #expect(try ping("10.77.0.2", from: two) && ping("10.77.0.1", from: two))
    #expect(try two.ip("address", "show", "lan0").contains("inet 10.77.0.9/24"))
    for _ in 1...3 { try change("undo", "--yes") }
    #expect(try picture() == before)
    #expect(try gantry.run("undo", "--yes").standardError.contains("no change that could be undone"))
    let files = FileManager.default.enumerator(atPath: "\(directory.path)/state")?.compactMap { $0 as? String } ?? []
    #expect(files.filter { $0.hasSuffix(".json") || $0.hasSuffix(".new") }.isEmpty)
  }

  @Test("The network is listed as a native one, with its bridge and subnet, and is valid by the schema")
  func listing() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24", "--internal")
    let document = try gantry.json("list", "networks")
    #expect(try SchemaValidator.ofThisRepository().findings(in: document).isEmpty)
    let network = document["networks"].array.first("name", "lab")
    #expect(network["engine"].string == "native" && network["key"].string == "native:lab")
    #expect(network["bridge"]["name"].string == "br-lab" && network["internal"].bool == true)
    #expect(network["subnets"][0]["subnet"].string == "10.77.0.0/24")
    #expect(try gantry.run("show", "network:lab").status == 0)
  }

  @Test("What is detached and removed is gone, and comes back as it was by undoing")
  func removing() throws {
    let atFirst = try picture()
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    try change("attach", one.name, "--network", "lab")
    let before = try picture()
    let mac = try one.ipJSON("link", "show", "eth0")[0]["address"].string
    try change("detach", one.name, "lab", "--yes")
    try change("network", "rm", "lab", "--yes")
    #expect(try picture() == atFirst)
    try change("undo")
    try change("undo")
    #expect(try picture() == before)
    #expect(try one.ipJSON("link", "show", "eth0")[0]["address"].string == mac)
    #expect(try ping("10.77.0.1", from: one))
  }

  @Test("A change is taken back by its number, unless later ones rest on it")
  func numbered() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    try change("attach", one.name, "--network", "lab")
    try change("network", "create", "other", "--subnet", "10.78.0.0/24")
    let resting = try gantry.run("undo", "1", "--yes")
    #expect(
      resting.status == 1 && resting.standardError.contains("later changes build on it: 2 (attach "), "\(resting)")
    try change("undo", "2", "--yes")
    try change("undo", "1", "--yes")
    #expect(try host.ip("-brief", "link").contains("br-other") && !host.ip("-brief", "link").contains("br-lab"))
    #expect(try gantry.run("undo", "1", "--yes").standardError.contains("no change 1"))
  }

  @Test("A network whose members have ended is removed with what was written down of them")
  func endedMember() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    try change("attach", one.name, "--network", "lab")
    try one.unname()
    try eventually("the cable goes with its namespace") { try !host.ip("-brief", "link").contains("veth") }
    try change("network", "rm", "lab", "--yes")
    let endpoints = try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/state/endpoints")
    #expect(endpoints.isEmpty)
  }

  @Test("--dry-run shows the plan with its commands, and changes nothing, not even a file")
  func dryRun() throws {
    let before = try picture()
    let plan = try change("network", "create", "lab", "--subnet", "10.77.0.0/24", "--dry-run")
    #expect(plan.contains("ip address add 10.77.0.1/24 dev br-lab") && plan.hasPrefix("create network lab:"))
    #expect(try picture() == before)
    #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/state"))
  }

  @Test("The list and a dry run tell of a file of the journal that cannot be read")
  func unreadable() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    try "rubbish".write(toFile: "\(directory.path)/state/journal/7.json", atomically: true, encoding: .utf8)
    for arguments in [["undo", "--list"], ["undo", "--dry-run"]] {
      let output = try gantry.command(arguments).run()
      #expect(output.status == 0 && output.standardError.contains("journal/7.json cannot be read"), "\(output)")
    }
  }

  @Test("What may lose something asks for --yes where there is no terminal")
  func consent() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    let before = try picture()
    let output = try gantry.run("network", "rm", "lab")
    #expect(output.status == 2 && output.standardError.contains("--yes"))
    #expect(output.standardOutput.contains("(destructive)"))
    #expect(try picture() == before)
  }

  @Test(
    "What cannot be is refused with status 1 and the reason, and nothing is left behind",
    arguments: [
      (["network", "create", "a\u{1b}[2Jb"], #"\x1b[2J"#),
      (["network", "create", "lab", "--subnet", "10.0.0.1/24"], "host bits"),
      (["network", "create", "lab", "--bridge", "sixteen-bytes-xx"], "16 bytes"),
      (["network", "rm", "nosuch"], "no object"), (["attach", "nosuch", "--network", "nosuch"], "no object"),
      (["undo"], "no change that could be undone"),
    ])
  func refusals(arguments: [String], reason: String) throws {
    let before = try picture()
    let output = try gantry.command(arguments).run()
    #expect(output.status == 1 && output.standardOutput.isEmpty)
    #expect(output.standardError.contains(reason), "\(output)")
    #expect(!output.standardError.contains("\u{1b}"))
    #expect(try picture() == before)
  }

  @Test("Without rights it says which are missing, with status 4; --dry-run needs fewer")
  func rights() throws {
    let output = try gantry.unprivileged().run("network", "create", "lab")
    #expect(output.status == 4 && output.standardError.contains("CAP_NET_ADMIN"))
  }

  @Test("Several at once wait for each other, and each gets an address of its own")
  func concurrency() throws {
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    let all = try [one, two].map { try gantry.command(["attach", $0.name, "--network", "lab"]).start() }
    for process in all {
      process.closeInput()
      #expect(process.collect(within: .seconds(30)))
      #expect(process.output.status == 0, "\(process.output)")
    }
    let addresses = try [one, two].map { try $0.ip("-4", "-brief", "address", "show", "eth0") }
    #expect(addresses.contains { $0.contains("10.77.0.2/24") } && addresses.contains { $0.contains("10.77.0.3/24") })
  }

  @Test("After a killed change reading commands warn, changing ones refuse, and --recover cleans up")
  func recovery() throws {
    let before = try picture()
    try change("network", "create", "lab", "--subnet", "10.77.0.0/24")
    // The journal as a killed process leaves it.
    let entry = "\(directory.path)/state/journal/1.json"
    let text = try TextFile.read(entry)
    try text.replacing(#""state" : "done""#, with: #""state" : "running""#)
      .write(toFile: entry, atomically: true, encoding: .utf8)
    let listing = try gantry.run("list", "networks")
    #expect(listing.status == 0 && listing.standardError.contains("undo --recover"))
    let refused = try gantry.run("network", "create", "other")
    #expect(refused.status == 1 && refused.standardError.contains("undo --recover"))
    #expect(try change("undo", "--list").contains("(interrupted)"))
    #expect(try change("undo", "--recover").contains(#"cleaned up after "create network lab""#))
    #expect(try picture() == before)
    #expect(try change("undo", "--recover") == "nothing to clean up")
  }
}
