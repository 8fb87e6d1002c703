import TestSupport
import Testing

/// Native changes beside a real engine, which does not notice.
@Suite("Changing networks beside an engine", .serialized, .requires(.engine))
struct ChangeEngineTests {
  private let engine: EngineUnderTest
  private let directory: TemporaryDirectory
  private let gantry: GantryUnderTest

  init() throws {
    engine = try EngineUnderTest.start("chg")
    directory = try TemporaryDirectory()
    var gantry = GantryUnderTest(beside: engine)
    gantry.environment["GANTRY_STATE_DIR"] = "\(directory.path)/state"
    self.gantry = gantry
  }

  @discardableResult
  private func change(_ arguments: String...) throws -> String { try gantry.command(arguments)() }

  private func defaultRoutes(of container: String) throws -> [Substring] {
    try engine.exec(container, "ip", "route").split(separator: "\n").filter { $0.hasPrefix("default") }
  }

  @Test("A running container without a network gets one, and loses it again, while its engine sees no difference")
  func noneMode() throws {
    try engine.run("bare", network: "none")
    let before = try (engine.inspect("bare"), engine.exec("bare", "ip", "address"))
    #expect(try change("network", "create", "lab").contains("172.18.0.1/16"), "after the engine's 172.17")
    try change("attach", "bare", "--network", "lab")
    try engine.exec("bare", "ping", "-c", "1", "-W", "5", "172.18.0.1")
    let endpoints = try gantry.json("show", "bare")["containers"][0]["endpoints"].array
    #expect(endpoints.first("network", "lab")["addresses"][0].string == "172.18.0.2/16", "\(endpoints)")
    #expect(try engine.inspect("bare") == before.0)
    try change("detach", "bare", "lab", "--yes")
    #expect(try engine.exec("bare", "ip", "address") == before.1)
  }

  @Test("A container of the engine's bridge gets a second interface, keeps its default route, and loses it again")
  func bridgeMode() throws {
    try engine.run("web")
    let route = try defaultRoutes(of: "web")
    try change("network", "create", "lab")
    try change("attach", "web", "--network", "lab")
    #expect(try defaultRoutes(of: "web") == route && route.count == 1)
    #expect(try engine.exec("web", "ip", "address", "show", "eth1").contains("172.18.0.2/16"))
    try change("detach", "web", "lab", "--yes")
    #expect(try engine.exec("web", "ip", "link").contains("eth0"))
    #expect(try !engine.exec("web", "ip", "link").contains("eth1"))
    try change("attach", "web", "--network", "lab", "--interface", "lan0")
    // What gantry made it removes itself, what the engine made it has the engine remove.
    try change("detach", "web", "--all", "--yes")
    #expect(try engine.inspect("web")["NetworkSettings"]["Networks"].object.isEmpty)
    #expect(try !engine.exec("web", "ip", "address").contains("172."))
    try change("undo", "--yes")
    #expect(try engine.exec("web", "ip", "address", "show", "lan0").contains("172.18.0.2/16"))
    #expect(try engine.exec("web", "ip", "address").contains("172.17.0."))
  }

  @Test("A namespace that is attached to the engine's own network gets its last address and reaches its containers")
  func enginesNetwork() throws {
    try engine.run("web")
    let lab = try Lab("chge")
    let one = try lab.namespace("one")
    let plan = try change("attach", one.name, "--network", "bridge")
    #expect(plan.contains("docker will not know of this connection"))
    #expect(try one.ip("address", "show", "eth0").contains("172.17.255.254/16"))
    try one.run("busybox", "ping", "-c", "1", "-W", "5", "172.17.0.2")
    try change("undo", "--yes")
    #expect(try !one.ip("link").contains("eth0"))
    let removal = try gantry.run("network", "rm", "bridge", "--yes")
    #expect(removal.status == 1 && removal.standardError.contains("pre-defined network"))
  }
}
