import Addresses
import NIOCore
import Testing
import Topology

@testable import Engines

@Suite("What engines write")
struct FixtureTests {
  private func facts(_ fixture: Fixture) async throws -> EngineFacts {
    let engine = try FakeEngine(try FakeEngine.script(fixture))
    defer { engine.stop() }
    let client = EngineClient.forTests(engine)
    defer { client.close() }
    return try await client.read()
  }

  private func container(_ name: String, _ fixture: Fixture) async throws -> EngineContainer {
    try #require(await facts(fixture).containers.first { $0.name == name })
  }

  private func network(_ name: String, _ fixture: Fixture) async throws -> EngineNetwork {
    try #require(await facts(fixture).networks.first { $0.name == name })
  }

  @Test("Docker 20.10: all containers are there, sorted by id, with their states")
  func docker20() async throws {
    let facts = try await facts(.docker20)
    #expect(facts.kind == .docker)
    #expect(facts.version == "20.10.24+dfsg1, API 1.41")
    #expect(facts.containers.map(\.id) == facts.containers.map(\.id).sorted())
    let states = Dictionary(uniqueKeysWithValues: facts.containers.map { ($0.name, $0.state) })
    #expect(
      states == [
        "bbox01": .running, "bbox02": .running, "bbox03": .running, "bbox04": .running, "two": .running,
        "macv": .running, "onov": .running, "sleeping": .paused, "stopped": .exited, "never": .created,
      ])
  }

  @Test("Docker 20.10: a container with published, exposed and no ports at all")
  func ports() async throws {
    let web = try await container("bbox01", .docker20)
    #expect(
      web.ports == [
        .init(transport: "udp", containerPort: 53, hostAddress: IPAddress("127.0.0.1"), hostPort: 5300),
        .init(transport: "tcp", containerPort: 80, hostAddress: IPAddress("0.0.0.0"), hostPort: 8080),
        .init(transport: "tcp", containerPort: 80, hostAddress: IPAddress("::"), hostPort: 8080),
        .init(transport: "tcp", containerPort: 443),
      ])
    #expect(web.labels == [.init(name: "app", value: "web")])
    #expect(web.image == "busybox")
    #expect(web.pid == 17631)
    #expect(web.networkMode == "default")
    #expect(web.sandboxKey == "/run/gt-engrec/exec/netns/29e70ee8cc35")
    #expect(try await container("bbox03", .docker20).ports.isEmpty)
  }

  @Test("Docker 20.10: the endpoints of a container on two networks, one of them with IPv6")
  func twoNetworks() async throws {
    let endpoints = try await container("two", .docker20).endpoints
    #expect(endpoints.map(\.network) == ["inner", "lab"])
    let lab = try #require(endpoints.last?.configured)
    #expect(lab.addresses.map(\.description) == ["10.88.0.9/24", "fd00:88::2/64"])
    #expect(lab.gateways.first == IPAddress("10.88.0.1"))
    #expect(lab.mac == MACAddress("02:42:0a:58:00:09"))
  }

  @Test("Docker 20.10: a container in another one's namespace has no endpoints and no sandbox of its own")
  func shared() async throws {
    let guest = try await container("bbox04", .docker20)
    #expect(guest.networkMode == "container:b6cedafcc3633b0f440fa4946d356a7f56e04428ad53f55be5c03475a8f30b66")
    #expect(guest.sandboxKey == nil)
    #expect(guest.endpoints.isEmpty)
    #expect(guest.pid == 17818)
  }

  @Test("Docker 20.10: a container that does not run has no pid, and no address on its network")
  func stopped() async throws {
    let stopped = try await container("stopped", .docker20)
    #expect(stopped.pid == nil)
    #expect(stopped.endpoints.map(\.network) == ["bridge"])
    #expect(stopped.endpoints.first?.configured == Endpoint.Configured())
  }

  @Test(
    "Docker 20.10: each kind of network, with its bridge or parent",
    arguments: [
      ("bridge", "bridge", "docker0", nil), ("named", "bridge", "brnamed", nil),
      ("lab", "bridge", "br-1e50c7d405ca", nil), ("inner", "bridge", "br-d06d97ce765a", nil),
      ("mac", "macvlan", nil, "dm0"), ("ov", "overlay", nil, nil), ("ingress", "overlay", nil, nil),
      ("docker_gwbridge", "bridge", "docker_gwbridge", nil), ("host", "host", nil, nil), ("none", "null", nil, nil),
    ] as [(String, String, String?, String?)])
  func networks(name: String, driver: String, bridge: String?, parent: String?) async throws {
    let network = try await network(name, .docker20)
    #expect(network.driver == driver)
    #expect(network.bridge == bridge)
    #expect(network.parent == parent)
    #expect(network.isInternal == (name == "inner"))
  }

  @Test("Docker 20.10: subnets with and without the engine's word on their gateway")
  func subnets() async throws {
    let lab = try await network("lab", .docker20)
    #expect(lab.subnets.map(\.prefix) == [IPPrefix("10.88.0.0/24"), IPPrefix("fd00:88::/64")])
    #expect(lab.subnets.map(\.gateway) == [nil, nil])
    #expect(lab.labels == [.init(name: "team", value: "net")])
    #expect(try await network("inner", .docker20).subnets.first?.gateway == IPAddress("172.18.0.1"))
  }

  @Test("Podman 4.3: it is known as Podman, and its networks by its own names, with their bridges")
  func podman() async throws {
    let facts = try await facts(.podman4)
    #expect(facts.kind == .podman)
    #expect(facts.version == "4.3.1, API 1.41")
    #expect(facts.networks.map(\.name).sorted() == ["inner", "lab", "podman"])
    let podman = try #require(facts.networks.first { $0.name == "podman" })
    #expect(podman.bridge == "cni-podman0")
    #expect(podman.subnets.first?.gateway == IPAddress("10.88.0.1"))
    #expect(facts.networks.first { $0.name == "inner" }?.subnets.first?.gateway == nil)
    #expect(facts.networks.first { $0.name == "inner" }?.isInternal == true)
  }

  @Test("Podman 4.3: endpoints carry their network's id, where Podman writes its name")
  func podmanEndpoints() async throws {
    let bridged = try await container("pod-bridge", .podman4)
    let network = try await network("podman", .podman4)
    #expect(bridged.endpoints.map(\.networkID) == [network.id])
    #expect(bridged.endpoints.first?.configured.addresses.map(\.description) == ["10.88.0.6/16"])
    #expect(
      bridged.ports == [
        .init(transport: "tcp", containerPort: 80, hostAddress: IPAddress("0.0.0.0"), hostPort: 8080)
      ])
  }

  @Test("Podman 4.3: a container in another one's namespace does not repeat the other's endpoints and ports")
  func podmanShared() async throws {
    let guest = try await container("pod-shared", .podman4)
    #expect(guest.networkMode.hasPrefix("container:8dee8320e6d1"))
    #expect(guest.endpoints.isEmpty)
    #expect(guest.ports.isEmpty)
  }

  @Test("Docker 29, not verified live: addresses come from the networks, the gateway of IPv6-only ones included")
  func docker29() async throws {
    let facts = try await facts(.docker29)
    #expect(facts.version == "29.0.1, API 1.52")
    let web = try #require(facts.containers.first { $0.name == "web" })
    #expect(web.endpoints.map(\.network) == ["bridge", "front"])
    #expect(web.endpoints.last?.configured.addresses.map(\.description) == ["10.20.0.2/24", "fd00:20::2/64"])
    #expect(web.endpoints.last?.configured.gateways.map(\.description) == ["10.20.0.1", "fd00:20::1"])
    let six = try #require(facts.containers.first { $0.name == "six" })
    #expect(six.endpoints.first?.configured.addresses.map(\.description) == ["fd00:30::5/64"])
    #expect(six.endpoints.first?.configured.gateways.map(\.description) == ["fd00:30::1"])
    #expect(facts.networks.first { $0.name == "none" }?.subnets == [])
  }

  @Test("Events name the container they are about", arguments: [Fixture.docker20, .podman4, .docker29])
  func events(fixture: Fixture) throws {
    var lines = EventLines()
    let text = try fixture.bytes("events.jsonl")
    let events = try lines.append(text)
    #expect(events.count == text.readableBytesView.count { $0 == UInt8(ascii: "\n") })
    let ids = try Set(fixture.containers().keys)
    let named = events.compactMap(\.container)
    #expect(!named.isEmpty)
    #expect(named.contains { ids.contains($0) })
  }
}

extension Fixture: CustomTestStringConvertible {
  var testDescription: String { engine }
}
