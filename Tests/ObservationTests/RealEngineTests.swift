import Addresses
import Engines
import TestSupport
import Testing
import Topology

@testable import Observation

@Suite("A real engine", .requires(.engine))
struct RealEngineTests {
  private func snapshot(_ engine: EngineUnderTest) throws -> Snapshot {
    let discovery = EngineDiscovery(environment: ["DOCKER_HOST": engine.host], isRoot: false)
    return try Observer.readOnce(deep: false) { EngineMonitor.readOnce(discovery, timeout: .seconds(10)) }
  }

  private func container(_ snapshot: Snapshot, _ name: String) throws -> Container {
    try #require(snapshot.containers.first { $0.name == name })
  }

  @Test("The four containers of the tutorial have the modes, places and addresses that Docker says")
  func tutorial() throws {
    let engine = try EngineUnderTest.shared()
    let snapshot = try snapshot(engine)
    let host = try #require(snapshot.named(engine.namespace))
    let first = try container(snapshot, "bbox01")
    #expect(first.mode == .bridge)
    #expect(try container(snapshot, "bbox02").mode == .host)
    #expect(try container(snapshot, "bbox02").namespace == host.id)
    #expect(try container(snapshot, "bbox03").mode == Container.Mode.none)
    #expect(try container(snapshot, "bbox04").mode == .container(first.key))
    #expect(try container(snapshot, "bbox04").namespace == first.namespace)

    let told = try engine.inspect("bbox01")["NetworkSettings"]["Networks"]["bridge"]
    let endpoint = try #require(first.endpoints.first)
    #expect(first.endpoints.count == 1)
    #expect(endpoint.addresses.map(\.address.description) == [told["IPAddress"].string])
    #expect(endpoint.mac?.description == told["MacAddress"].string)
    #expect(endpoint.gateways.map(\.words) == [told["Gateway"].string])
    #expect(endpoint.bridge?.name == "docker0")
    #expect(endpoint.bridge?.id.namespace == host.id)
    #expect(host.link(named: endpoint.hostLink?.name ?? "")?.peer?.link == endpoint.link?.id)

    let network = try #require(snapshot.networks.first { $0.name == "bridge" })
    #expect(network.bridge?.name == "docker0")
    #expect(network.containers.contains(first.key))
    #expect(snapshot.sources.contains { $0.name == "docker" && $0.state == .ok })
  }

  @Test("Two networks on one container: the gateway is where the kernel's route leads")
  func twoNetworks() throws {
    let engine = try EngineUnderTest.shared()
    try engine.cli("network", "create", "--internal", "obs-inner")
    try engine.cli("network", "create", "obs-outer")
    try engine.run("obs-two", network: "obs-inner")
    defer {
      try? engine.remove("obs-two")
      _ = try? engine.cli("network", "rm", "obs-inner", "obs-outer")
    }
    try engine.cli("network", "connect", "obs-outer", "obs-two")
    let snapshot = try snapshot(engine)
    let two = try container(snapshot, "obs-two")
    #expect(Set(two.endpoints.compactMap(\.network)) == ["obs-inner", "obs-outer"])
    let outer = try #require(two.endpoints.first { $0.network == "obs-outer" })
    let inner = try #require(two.endpoints.first { $0.network == "obs-inner" })
    #expect(outer.gateways.count == 1)
    #expect(inner.gateways.isEmpty)
    #expect(inner.addresses == inner.configured?.addresses)
    #expect(snapshot.networks.first { $0.name == "obs-inner" }?.isInternal == true)
  }

  @Test("A stopped container is told as such, and the one that shared its namespace is left with lo")
  func stopped() throws {
    let engine = try EngineUnderTest.start("obseng")
    try engine.runTutorial()
    try engine.cli("stop", "bbox01")
    let snapshot = try snapshot(engine)
    #expect(try container(snapshot, "bbox01").state == .exited)
    #expect(try container(snapshot, "bbox01").namespace == nil)
    #expect(try container(snapshot, "bbox04").mode == Container.Mode.none)
    #expect(try container(snapshot, "bbox04").configuredMode?.hasPrefix("container:") == true)
  }

  @Test("A hung engine leaves the kernel's view as it is, with the containers that cgroups name")
  func hung() throws {
    let engine = try EngineUnderTest.start("obseng")
    let id = try engine.run("hung1")
    engine.pause()
    defer { engine.resume() }
    let discovery = EngineDiscovery(environment: ["DOCKER_HOST": engine.host], isRoot: false)
    let snapshot = try Observer.readOnce(deep: false) { EngineMonitor.readOnce(discovery, timeout: .seconds(1)) }
    let found = try #require(snapshot.containers.first { $0.id == id })
    #expect(found.mode == .bridge)
    #expect(found.image == nil)
    #expect(snapshot.sources.contains { $0.name == "docker" && $0.state != .ok })
  }

  @Test("An overlay network's hidden namespace has its bridge")
  func overlay() throws {
    let engine = try EngineUnderTest.start("obseng")
    try engine.startSwarm()
    try engine.cli("network", "create", "--driver", "overlay", "--attachable", "over")
    try engine.run("ov1", network: "over")
    let snapshot = try snapshot(engine)
    let network = try #require(snapshot.networks.first { $0.name == "over" })
    let bridge = try #require(network.bridge)
    #expect(bridge.name == "br0")
    #expect(snapshot.namespace(bridge.id.namespace)?.pids.isEmpty == true)
    let endpoint = try #require(try container(snapshot, "ov1").endpoints.first { $0.network == "over" })
    #expect(endpoint.bridge == bridge)
    #expect(endpoint.driver == "overlay")
    #expect(network.containers.count == 1)
  }
}
