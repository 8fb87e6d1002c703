import Foundation
import TestSupport
import Testing

@Suite("An engine under test", .serialized)
struct EngineHarnessTests {
  @Test("Docker runs the four containers, and nothing of it is left", .requires(.engine))
  func docker() throws {
    let engine = try EngineUnderTest.start("harness")
    try engine.runTutorial()
    #expect(try engine.inspect("bbox01")["NetworkSettings"]["Networks"]["bridge"]["Gateway"].string == "172.17.0.1")
    #expect(try engine.namespace.ipJSON("link").first("ifname", "docker0")["operstate"].string == "UP")
    try engine.exec("bbox04", "ping", "-c", "1", "-W", "5", "172.17.0.1")
    #expect(try HostState.leftovers(of: engine.name) != .clean)
    engine.stop()
    #expect(try HostState.leftovers(of: engine.name) == .clean)
  }

  @Test("The shared engine has the four containers running", .requires(.engine))
  func shared() throws {
    let names = try EngineUnderTest.shared().cli("ps", "--format", "{{.Names}}").split(separator: "\n").sorted()
    #expect(Set(names).isSuperset(of: ["bbox01", "bbox02", "bbox03", "bbox04"]))
  }

  @Test("Docker survives a freeze, a restart and a violent end", .requires(.engine))
  func dockerLifecycle() throws {
    let engine = try EngineUnderTest.start("harness")
    try engine.run("bbox01")
    engine.pause()
    #expect(!engine.isAnswering)
    engine.resume()
    #expect(engine.isAnswering)
    engine.kill()
    #expect(!engine.isAnswering)
    try engine.startAgain()
    #expect(try engine.cli("ps", "--all", "--format", "{{.Names}}") == "bbox01")
    engine.kill()
    engine.stop()
    #expect(try HostState.leftovers(of: engine.name) == .clean)
  }

  @Test("Nothing is left of an engine that died while a container was paused", .requires(.engine))
  func paused() throws {
    let engine = try EngineUnderTest.start("harness")
    try engine.run("frozen")
    try engine.cli("pause", "frozen")
    let pid = try engine.pid(of: "frozen")
    engine.kill()
    engine.stop()
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid)"))
    #expect(try HostState.leftovers(of: engine.name) == .clean)
  }

  @Test("A Swarm of one node has overlay networks", .requires(.engine))
  func swarm() throws {
    let engine = try EngineUnderTest.start("harness")
    try engine.startSwarm()
    try engine.cli("network", "create", "--driver", "overlay", "--attachable", "over")
    try engine.run("worker", network: "over")
    #expect(try engine.inspectNetwork("over")["Driver"].string == "overlay")
    engine.stop()
    #expect(try HostState.leftovers(of: engine.name) == .clean)
  }

  @Test("Podman runs the four containers, and nothing of it is left", .requires(.podman))
  func podman() throws {
    let engine = try EngineUnderTest.start("harness", .podman)
    try engine.runTutorial()
    #expect(try engine.get("/containers/json").array.count == 4)
    engine.stop()
    #expect(try HostState.leftovers(of: engine.name) == .clean)
  }
}
