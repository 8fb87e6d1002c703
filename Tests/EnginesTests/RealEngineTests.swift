import Addresses
import Engines
import TestSupport
import Testing
import Topology

@Suite("A real engine")
struct RealEngineTests {
  private func watch(_ engine: EngineUnderTest, slow: Duration = .milliseconds(500)) throws -> WatchedEngines {
    var timing = EngineTiming()
    timing.slow = slow
    timing.silence = .seconds(5)
    timing.poll = .milliseconds(500)
    timing.pollWithoutEvents = .milliseconds(200)
    return try WatchedEngines(engine.socket, timing: timing)
  }

  private func state(of name: String, in reading: EngineReading) -> Container.State? {
    reading.containers.first { $0.name == name }?.state
  }

  @Test("Docker: the tutorial's containers are as `docker inspect` has them", .requires(.engine))
  func tutorial() throws {
    let engine = try EngineUnderTest.shared()
    let reading = try watch(engine).next(.ok)
    for name in ["bbox01", "bbox02", "bbox03", "bbox04"] {
      let container = try #require(reading.containers.first { $0.name == name })
      let inspected = try engine.inspect(name)
      #expect(container.id == inspected["Id"].string)
      #expect(container.pid.map(Int.init) == inspected["State"]["Pid"].int)
      #expect(container.networkMode == inspected["HostConfig"]["NetworkMode"].string)
    }
    let bridge = try #require(reading.networks.first { $0.name == "bridge" })
    #expect(bridge.bridge == "docker0")
    #expect(reading.daemonPid == engine.pid)
  }

  @Test("Docker: each container's processes carry its id in their cgroup", .requires(.engine))
  func cgroups() throws {
    let reading = try watch(EngineUnderTest.shared()).next(.ok)
    for container in reading.containers {
      guard let pid = container.pid else { continue }
      let contents = HostFiles.system.contents("/proc/\(pid)/cgroup") ?? []
      #expect(CgroupIdentity(procCgroup: contents) == CgroupIdentity(engine: "docker", id: container.id))
    }
  }

  @Test("Docker: starting, connecting and stopping a container is told by events", .requires(.engine))
  func events() throws {
    let engine = try EngineUnderTest.start("eng")
    defer { engine.stop() }
    let engines = try watch(engine)
    try engines.next(.ok)
    try engine.run("web")
    try engines.next("it runs") { self.state(of: "web", in: $0) == .running }
    try engine.cli("network", "create", "--subnet", "10.77.0.0/24", "appnet")
    try engine.cli("network", "connect", "--ip", "10.77.0.9", "appnet", "web")
    let connected = try engines.next("it is connected") { reading in
      reading.containers.first?.endpoints.contains { $0.network == "appnet" && !$0.configured.addresses.isEmpty }
        == true
    }
    let endpoint = try #require(connected.containers.first?.endpoints.first { $0.network == "appnet" })
    #expect(endpoint.configured.addresses.map(\.description) == ["10.77.0.9/24"])
    try engine.cli("stop", "--time", "0", "web")
    try engines.next("it stopped") { self.state(of: "web", in: $0) == .exited }
    try engine.remove("web")
    try engines.next("it is gone") { $0.containers.isEmpty }
  }

  @Test("Docker: hung, then going on; killed, then started again", .requires(.engine))
  func troubles() throws {
    let engine = try EngineUnderTest.start("eng")
    defer { engine.stop() }
    let engines = try watch(engine)
    try engine.run("web")
    try engines.next("it runs") { self.state(of: "web", in: $0) == .running }
    engine.pause()
    #expect(state(of: "web", in: try engines.next(.slow)) == .running)
    engine.resume()
    try engines.next(.ok)
    engine.kill()
    try engines.next("nobody listens") { $0.source.state == .failed && $0.containers.isEmpty }
    try engine.startAgain()
    try engines.next(.ok)
  }

  @Test("Podman: its containers, its own networks' bridges and its events", .requires(.podman))
  func podman() throws {
    let engine = try EngineUnderTest.start("eng", .podman)
    defer { engine.stop() }
    let engines = try watch(engine, slow: .seconds(5))
    #expect(try engines.next(.ok).name == "podman")
    try engine.run("web")
    let reading = try engines.next("it runs") {
      self.state(of: "web", in: $0) == .running && $0.containers[0].pid != nil
    }
    let web = try #require(reading.containers.first)
    let network = try #require(reading.networks.first { $0.id == web.endpoints.first?.networkID })
    #expect(network.name == "podman")
    #expect(network.bridge != nil)
    let contents = try HostFiles.system.contents("/proc/\(#require(web.pid))/cgroup") ?? []
    #expect(CgroupIdentity(procCgroup: contents) == CgroupIdentity(engine: "podman", id: web.id))
  }
}
