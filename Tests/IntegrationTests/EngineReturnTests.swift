import Foundation
import TestSupport
import Testing

/// What undoing gives back of connections and networks of a real engine, also where the engine does half of what it is told.
@Suite("What undoing gives back of Docker's networks", .serialized, .requires(.engine))
struct EngineReturnTests {
  private static let lab = Result { try EngineChangesLab("back") }
  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  /// The endpoints of a container, without what is new each time.
  private func endpoints(of name: String) throws -> [String: [JSON]] {
    let container = try lab.engine.get("/containers/\(name)/json")
    let id = container["Id"].string ?? ""
    return container["NetworkSettings"]["Networks"].object.mapValues { endpoint in
      let aliases = endpoint["Aliases"].array.compactMap(\.string).filter { !id.hasPrefix($0) }
      return [endpoint["IPAMConfig"], endpoint["Links"], endpoint["DriverOpts"], .array(aliases.map(JSON.string))]
    }
  }

  /// What gantry finds; it exits with another status where it finds something.
  private func doctor() throws -> [JSON] {
    try JSON(parsing: lab.gantry.run("doctor", "--json").standardOutput)["findings"].array
  }

  /// Runs gantry with a proxy before its engine.
  private func run(_ arguments: String..., through proxy: EngineProxy) throws -> Output {
    var gantry = lab.gantry
    gantry.environment["DOCKER_HOST"] = "unix://\(proxy.path)"
    return try withExtendedLifetime(proxy) { try gantry.command(arguments + ["--yes"]).run() }
  }

  private func network(_ name: String, _ options: String...) throws {
    try lab.engine.client(["network", "create"] + options + [name])()
  }

  private func cleanUp(_ containers: [String], _ networks: String...) {
    _ = try? lab.engine.client(["rm", "--force"] + containers).run()
    for network in networks { _ = try? lab.engine.cli("network", "rm", network) }
  }

  @Test("Chosen and dynamic addresses, aliases, links and options come back as they were", arguments: [true, false])
  func endpoints(runs: Bool) throws {
    try network("appnet", "--subnet", "10.50.0.0/24", "--ipv6", "--subnet", "fd50::/64")
    try network("other")
    defer { cleanUp(["fixed", "dynamic", "peer"], "appnet", "other") }
    try lab.create("peer", network: "appnet", runs: true)
    try lab.create(
      "fixed", network: "appnet", runs: runs,
      options: ["--ip", "10.50.0.80", "--ip6", "fd50::80", "--network-alias", "db", "--link", "peer:friend"])
    try lab.create("dynamic", network: "appnet", runs: runs)
    let before = try ["fixed", "dynamic"].map { try endpoints(of: $0) }
    for name in ["fixed", "dynamic"] { try lab.change("detach", name, "appnet") }
    #expect(try endpoints(of: "fixed").isEmpty)
    for _ in 0..<2 { #expect(try !lab.change("undo").contains("not as before")) }
    #expect(try ["fixed", "dynamic"].map { try endpoints(of: $0) } == before)
    if !runs { try lab.engine.cli("start", "fixed", "dynamic") }
    #expect(try lab.engine.exec("fixed", "ip", "address").contains("10.50.0.80/24"))
    #expect(try lab.engine.exec("fixed", "ip", "address").contains("fd50::80/64"))
  }

  @Test("An address that is another's by now is left to the engine, and that is said")
  func takenAddress() throws {
    try network("appnet", "--subnet", "10.50.0.0/24")
    defer { cleanUp(["fixed", "thief"], "appnet") }
    try lab.create("fixed", network: "appnet", runs: true, options: ["--ip", "10.50.0.80"])
    try lab.change("detach", "fixed", "appnet")
    try lab.create("thief", network: "appnet", runs: true, options: ["--ip", "10.50.0.80"])
    let preview = try lab.change("undo", "--dry-run")
    #expect(preview.contains("10.50.0.80 in appnet is taken (thief)") && !preview.contains("--ip"), "\(preview)")
    let said = try lab.change("undo")
    #expect(
      said.contains("not as before: fixed: network appnet: address the engine's choice (10.50.0.2), was 10.50.0.80"),
      "\(said)")
    #expect(try lab.engine.exec("fixed", "ip", "address").contains("10.50.0.2/24"))
    try lab.engine.cli("restart", "--time", "0", "fixed")
  }

  @Test("Of two addresses the one that is free comes back")
  func halfTaken() throws {
    try network("appnet", "--subnet", "10.50.0.0/24", "--ipv6", "--subnet", "fd50::/64")
    defer { cleanUp(["fixed", "thief"], "appnet") }
    try lab.create("fixed", network: "appnet", runs: true, options: ["--ip", "10.50.0.80", "--ip6", "fd50::80"])
    try lab.change("detach", "fixed", "appnet")
    try lab.create("thief", network: "appnet", runs: true, options: ["--ip", "10.50.0.80"])
    let said = try lab.change("undo")
    #expect(said.contains("10.50.0.80 in appnet is taken (thief)") && said.contains("--ip6 fd50::80"), "\(said)")
    #expect(try lab.engine.exec("fixed", "ip", "address").contains("fd50::80/64"))
  }

  @Test("Containers that refer to a removed network start after the removal was undone, and until then are found")
  func removedNetwork() throws {
    try network("app", "--subnet", "10.51.0.0/24")
    defer { cleanUp(["first", "second", "never", "gone"], "app") }
    try lab.create("first", network: "app", runs: true, options: ["--ip", "10.51.0.9", "--network-alias", "db"])
    try lab.create("second", network: "bridge", runs: true)
    try lab.create("never", network: "app", runs: false)
    try lab.create("gone", network: "app", runs: true)
    try lab.engine.cli("network", "connect", "--alias", "two", "app", "second")
    try lab.engine.cli("stop", "--time", "0", "first", "second", "gone")
    let before = try ["first", "second"].map { try endpoints(of: $0) }
    let preview = try lab.change("network", "rm", "app", "--dry-run")
    #expect(preview.contains("first, which does not run, refers to app and cannot be started without it"))
    try lab.change("network", "rm", "app")
    let found = try doctor().compactMap { $0["title"].string }.joined(separator: "\n")
    #expect(["first", "second", "never"].allSatisfy { found.contains("\($0) refers to the network app") }, "\(found)")
    try lab.engine.cli("rm", "gone")
    try lab.change("undo")
    #expect(try ["first", "second"].map { try endpoints(of: $0) } == before)
    try lab.engine.cli("start", "first", "second", "never")
    #expect(try lab.engine.exec("first", "ip", "address").contains("10.51.0.9/24"))
  }

  @Test("What the doctor says of a container that refers to a removed network makes it start")
  func remedy() throws {
    try network("app")
    defer { cleanUp(["first"], "app") }
    try lab.create("first", network: "app", runs: true, options: ["--network-alias", "db"])
    try lab.engine.cli("stop", "--time", "0", "first")
    try lab.engine.cli("network", "rm", "app")
    #expect(try lab.engine.client(["start", "first"]).run().status != 0)
    let findings = try doctor()
    let remedy = try #require(findings.first { $0["rule"].string == "missing-network" }?["remedy"].string)
    let command = try #require(remedy.components(separatedBy: ": docker ").last)
    for words in ("docker " + command).components(separatedBy: " && ") {
      try lab.engine.client(Array(words.components(separatedBy: " ")[1...]))()
    }
    try lab.engine.cli("start", "first")
    #expect(try doctor().allSatisfy { $0["rule"].string != "missing-network" })
  }

  @Test("A connect that the engine does half is cleaned up: the container restarts as it was")
  func halfMade() throws {
    try network("appnet", "--subnet", "10.50.0.0/24")
    try network("full", "--subnet", "10.52.0.0/30")
    defer { cleanUp(["web", "thief"], "appnet", "full") }
    try lab.create("web", network: "appnet", runs: true)
    try lab.create("thief", network: "full", runs: true)
    let before = try endpoints(of: "web")
    #expect(try lab.refusal("attach", "web", "--network", "full").contains("no free address in 10.52.0.0/30"))
    try lab.engine.cli("stop", "--time", "0", "thief")
    // What gantry cannot see: the engine is asked for an address that is the gateway's.
    let proxy = try EngineProxy(
      before: lab.engine, .replaces(#"{}"#, by: #"{"IPAMConfig":{"IPv4Address":"10.52.0.1"}}"#), on: "/connect ")
    let output = try run("attach", "web", "--network", "full", through: proxy)
    #expect(output.status == 1 && output.standardError.contains("Address already in use"), "\(output)")
    #expect(!output.standardError.contains("not as before"), "\(output)")
    #expect(try endpoints(of: "web") == before)
    try lab.engine.cli("restart", "--time", "0", "web")
    #expect(
      try lab.engine.cli("network", "ls", "--format", "{{.Name}}").split(separator: "\n").count { $0 == "full" } == 1)
  }

  @Test(
    "What an engine has done and said it has not is taken back, and the world is as before",
    arguments: [EngineProxy.Fault.fails(status: 500), .fails(status: 409), .dropsAnswer])
  func liar(fault: EngineProxy.Fault) throws {
    try network("appnet", "--subnet", "10.50.0.0/24")
    defer { cleanUp(["web"], "appnet") }
    try lab.create("web", network: "bridge", runs: true)
    let before = try endpoints(of: "web")
    let proxy = try EngineProxy(before: lab.engine, fault, on: "/connect ")
    let output = try run("attach", "web", "--network", "appnet", through: proxy)
    #expect(output.status == 1 && !output.standardError.contains("not as before"), "\(output)")
    #expect(try endpoints(of: "web") == before)
    try lab.engine.cli("restart", "--time", "0", "web")
  }

  @Test("An alias that the engine loses while a detaching is undone is said")
  func lostAlias() throws {
    try network("appnet", "--subnet", "10.50.0.0/24")
    defer { cleanUp(["web"], "appnet") }
    try lab.create("web", network: "appnet", runs: true, options: ["--network-alias", "db"])
    let proxy = try EngineProxy(before: lab.engine, .replaces(#"["db"]"#, by: "[]"), on: "/connect ")
    // The plan has the engine's socket in it: undoing goes the same way.
    #expect(try run("detach", "web", "appnet", through: proxy).status == 0)
    let output = try run("undo", through: proxy)
    #expect(
      output.status == 0
        && output.standardOutput.contains("not as before: web: network appnet: Aliases is missing, was db"),
      "\(output)")
  }

  @Test(
    "A Swarm that answers 409 at first is asked again, and containers refer to the network that came back",
    arguments: ["DELETE ", "/networks/create"])
  func overlay(marker: String) throws {
    try lab.engine.startSwarm()
    defer {
      cleanUp(["member"], "over")
      _ = try? lab.engine.cli("swarm", "leave", "--force")
    }
    try network("over", "--driver", "overlay", "--attachable")
    try lab.create("member", network: "over", runs: true)
    try lab.engine.cli("stop", "--time", "0", "member")
    let proxy = try EngineProxy(before: lab.engine, .refuses(status: 409), on: marker, times: 2)
    let removal = try run("network", "rm", "over", through: proxy)
    #expect(removal.status == 0, "\(removal)")
    let undoing = try run("undo", through: proxy)
    #expect(undoing.status == 0 && !undoing.standardOutput.contains("not as before"), "\(undoing)")
    try lab.engine.cli("start", "member")
  }
}
