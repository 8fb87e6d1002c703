import TestSupport
import Testing

/// Static addresses, aliases and networks after an undo.
@Suite("Endpoints after an undo", .requires(.engine), .serialized)
struct EngineEndpointUndoTests {
  private static let lab = Result { try EngineChangesLab("unep") }
  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  private func endpoint(of name: String, in network: String) throws -> JSON {
    try lab.engine.inspect(name)["NetworkSettings"]["Networks"][network]
  }

  private func remove(_ containers: [String], _ networks: [String]) throws {
    try lab.engine.client(["rm", "--force", "--volumes"] + containers)()
    try lab.engine.client(["network", "rm"] + networks)()
  }

  @Test(
    "A network without a free address leaves nothing half-made",
    arguments: [
      ["--subnet", "10.70.0.0/30"],
      ["--subnet", "10.70.0.0/24", "--gateway", "10.70.0.1", "--ip-range", "10.70.0.4/32"],
    ],
    [true, false])
  func fullNetwork(options: [String], runs: Bool) throws {
    try lab.engine.client(["network", "create"] + options + ["tiny"])()
    try lab.engine.run("first", network: "tiny")
    try lab.create("cli", network: "bridge", runs: runs)
    let before = try lab.engine.inspect("cli")["NetworkSettings"]["Networks"].object.keys.sorted()
    let answer = try lab.gantry.command(["attach", "container:cli", "--network", "tiny", "--yes"]).run()
    #expect(answer.status == 1, "\(answer.standardOutput)")
    #expect(try lab.engine.inspect("cli")["NetworkSettings"]["Networks"].object.keys.sorted() == before)
    try lab.engine.cli("restart", "--time", "0", "cli")
    #expect(try lab.gantry.json("show", "container:cli")["containers"][0]["endpoints"].array.count == 1)
    try remove(["first", "cli"], ["tiny"])
  }

  @Test("A static address comes back with its alias, in IPv6 too", arguments: [true, false])
  func staticAddress(runs: Bool) throws {
    try lab.engine.cli("network", "create", "--ipv6", "--subnet", "10.50.0.0/24", "--subnet", "fd00:50::/64", "appnet")
    try lab.create(
      "ss1", network: "appnet", runs: runs,
      options: ["--ip", "10.50.0.80", "--ip6", "fd00:50::80", "--network-alias", "db"])
    if runs { try lab.engine.cli("network", "connect", "bridge", "ss1") }
    try lab.change("detach", "container:ss1", "appnet")
    try lab.change("undo")
    if !runs { try lab.engine.cli("start", "ss1") }
    let endpoint = try endpoint(of: "ss1", in: "appnet")
    #expect(endpoint["IPAMConfig"]["IPv4Address"].string == "10.50.0.80")
    #expect(endpoint["IPAMConfig"]["IPv6Address"].string == "fd00:50::80")
    #expect(endpoint["IPAddress"].string == "10.50.0.80" && endpoint["GlobalIPv6Address"].string == "fd00:50::80")
    #expect(endpoint["Aliases"].array.contains(.string("db")))
    try remove(["ss1"], ["appnet"])
  }

  @Test("A dynamic address stays dynamic", arguments: [true, false])
  func dynamicAddress(runs: Bool) throws {
    try lab.engine.cli("network", "create", "--subnet", "10.51.0.0/24", "appnet")
    try lab.create("dyn1", network: "appnet", runs: runs)
    try lab.change("detach", "container:dyn1", "appnet")
    try lab.change("undo")
    let endpoint = try endpoint(of: "dyn1", in: "appnet")
    #expect(endpoint["IPAMConfig"]["IPv4Address"] == .null)
    if !runs { try lab.engine.cli("start", "dyn1") }
    #expect(try self.endpoint(of: "dyn1", in: "appnet")["IPAddress"].string?.hasPrefix("10.51.0.") == true)
    try remove(["dyn1"], ["appnet"])
  }

  @Test("A static address that was taken meanwhile: the container is connected all the same, or the undo says why not")
  func takenAddress() throws {
    try lab.engine.cli("network", "create", "--subnet", "10.52.0.0/24", "appnet")
    try lab.create("ss2", network: "appnet", runs: true, options: ["--ip", "10.52.0.80"])
    try lab.change("detach", "container:ss2", "appnet")
    try lab.create("thief", network: "appnet", runs: true, options: ["--ip", "10.52.0.80"])
    let undo = try lab.gantry.command(["undo", "--yes"]).run()
    let isConnected = try endpoint(of: "ss2", in: "appnet") != .null
    #expect(isConnected || undo.status == 1 && undo.standardError.contains("10.52.0.80"), "\(undo)")
    #expect(try endpoint(of: "thief", in: "appnet")["IPAddress"].string == "10.52.0.80")
    try lab.change("network", "create", "after", "--subnet", "10.98.0.0/24")
    try lab.change("undo")
    try remove(["ss2", "thief"], ["appnet"])
  }

  @Test(
    "A removed network comes back for the stopped containers that refer to it",
    arguments: [[], ["--ip", "10.53.0.80", "--network-alias", "db"]])
  func networkRemoval(options: [String]) throws {
    try lab.engine.cli("network", "create", "--subnet", "10.53.0.0/24", "app")
    try lab.create("stopped", network: "app", runs: true, options: options)
    try lab.engine.cli("stop", "--time", "0", "stopped")
    try lab.create("fresh", network: "app", runs: false)
    try lab.create("second", network: "bridge", runs: false)
    try lab.engine.cli("network", "connect", "app", "second")
    try lab.change("network", "rm", "app")
    let findings = try JSON(parsing: lab.gantry.run("doctor", "--json").standardOutput)["findings"].array
    #expect(findings.contains { $0["title"].string?.contains("stopped") == true }, "\(findings)")
    try lab.change("undo")
    for name in ["stopped", "fresh", "second"] {
      try lab.engine.cli("start", name)
      #expect(try endpoint(of: name, in: "app")["IPAddress"].string?.hasPrefix("10.53.0.") == true)
    }
    if !options.isEmpty { #expect(try endpoint(of: "stopped", in: "app")["IPAddress"].string == "10.53.0.80") }
    try remove(["stopped", "fresh", "second"], ["app"])
  }
}
