import Addresses
import Engines
import Testing
import Topology

@testable import Observation

@Suite("Joining the kernel's facts with engines' words")
struct JoiningTests {
  private func snapshot(
    _ kernel: KernelReading, _ engines: EngineReading..., knownLocal: Set<String> = []
  ) -> Snapshot {
    Joining(kernel, engines, knownLocal: knownLocal).joined().snapshot
  }

  private func container(_ snapshot: Snapshot, _ digits: String, _ engine: String = "docker") -> Container? {
    snapshot.container(ContainerKey(engine: engine, id: MadeUp.id(digits)))
  }

  private static let bridge = MadeUp.link(5, "docker0", .bridge(.init()), ["172.17.0.1/16"])

  /// docker0 in the host, a container on it, another with `lo` only.
  private func tutorial() -> KernelReading {
    MadeUp.kernel(
      [
        MadeUp.reading(1, [Self.bridge, MadeUp.link(11, "veth1", .veth, to: 10, nsid: 0, master: 5)]),
        MadeUp.reading(
          2, ownNsid: 0, routes: [MadeUp.defaultRoute(via: "172.17.0.1", 10)],
          [
            MadeUp.link(
              10, "eth0", .veth, to: 11, nsid: 0, mac: "02:42:ac:11:00:02", ["172.17.0.2/16", "fe80::1/64"])
          ]),
        MadeUp.reading(3),
      ],
      [
        MadeUp.process(50, in: 1, command: "dockerd"), MadeUp.process(101, in: 2, MadeUp.docker("a1"), start: 200),
        MadeUp.process(102, in: 1, MadeUp.docker("a2"), start: 210),
        MadeUp.process(103, in: 3, MadeUp.docker("a3"), start: 220),
        MadeUp.process(104, in: 2, MadeUp.docker("a4"), start: 190),
      ])
  }

  private func tutorialEngine() -> EngineReading {
    MadeUp.engine(
      daemon: 50,
      [
        MadeUp.container(
          "a1", pid: 101,
          [MadeUp.endpoint("bridge", mac: "02:42:ac:11:00:02", ["172.17.0.2/16"], gateway: "172.17.0.1")]),
        MadeUp.container("a2", pid: 102, mode: "host", [MadeUp.endpoint("host")]),
        MadeUp.container("a3", pid: 103, mode: "none", [MadeUp.endpoint("none")]),
        MadeUp.container("a4", pid: 104, mode: "container:" + MadeUp.id("a1")),
        MadeUp.container("a5", pid: nil, [MadeUp.endpoint("bridge", ["172.17.0.9/16"])]),
      ],
      [
        MadeUp.network("bridge", bridge: "docker0"), MadeUp.network("host", driver: "host"),
        MadeUp.network("none", driver: "null"),
      ])
  }

  @Test("The four classic modes are read from the kernel, beside what the engine says")
  func fourModes() {
    let snapshot = snapshot(tutorial(), tutorialEngine())
    let owner = ContainerKey(engine: "docker", id: MadeUp.id("a1"))
    #expect(container(snapshot, "a1")?.mode == .bridge)
    #expect(container(snapshot, "a2")?.mode == .host)
    #expect(container(snapshot, "a3")?.mode == Container.Mode.none)
    // It is the older one here, and yet the guest.
    #expect(container(snapshot, "a4")?.mode == .container(owner))
    #expect(container(snapshot, "a4")?.configuredMode == "container:" + MadeUp.id("a1"))
    #expect(container(snapshot, "a4")?.endpoints.isEmpty == true)
    #expect(
      snapshot.namespace(MadeUp.namespace(2))?.containers == [
        owner, ContainerKey(engine: "docker", id: MadeUp.id("a4")),
      ])
    #expect(snapshot.namespace(MadeUp.namespace(2))?.roles == [.container, .process])
    #expect(snapshot.hostNamespace?.roles == [.host])
    #expect(snapshot.hostNamespace?.containers.count == 1)
  }

  @Test("An endpoint has the kernel's facts, and the engine's word beside them")
  func endpoint() throws {
    let snapshot = snapshot(tutorial(), tutorialEngine())
    let endpoint = try #require(container(snapshot, "a1")?.endpoints.first)
    #expect(endpoint.network == "bridge")
    #expect(endpoint.driver == "bridge")
    #expect(endpoint.link?.name == "eth0")
    #expect(endpoint.hostLink == LinkReference(id: LinkID(namespace: MadeUp.own, index: 11), name: "veth1"))
    #expect(endpoint.bridge?.name == "docker0")
    #expect(endpoint.addresses == [MadeUp.prefix("172.17.0.2/16")])
    #expect(endpoint.gateways.map(\.address) == [MadeUp.address("172.17.0.1")])
    #expect(endpoint.configured?.gateways == [MadeUp.address("172.17.0.1")])
  }

  @Test("A stopped container has no place and no mode, but what it is configured to have")
  func stopped() {
    let stopped = container(snapshot(tutorial(), tutorialEngine()), "a5")
    #expect(stopped?.state == .exited)
    #expect(stopped?.pid == nil)
    #expect(stopped?.namespace == nil)
    #expect(stopped?.mode == .unknown)
    #expect(stopped?.endpoints.first?.configured?.addresses == [MadeUp.prefix("172.17.0.9/16")])
    #expect(stopped?.endpoints.first?.link == nil)
  }

  @Test("Networks have their bridges and the members that run")
  func networks() {
    let snapshot = snapshot(tutorial(), tutorialEngine())
    let bridge = snapshot.network(NetworkKey(engine: "docker", id: MadeUp.id("bridge")))
    #expect(bridge?.bridge == LinkReference(id: LinkID(namespace: MadeUp.own, index: 5), name: "docker0"))
    #expect(bridge?.containers == [ContainerKey(engine: "docker", id: MadeUp.id("a1"))])
    #expect(
      snapshot.network(NetworkKey(engine: "docker", id: MadeUp.id("host")))?.containers
        == [ContainerKey(engine: "docker", id: MadeUp.id("a2"))])
    #expect(snapshot.networks.count == 3)
  }

  @Test("Without any engine containers are known by their cgroups, and bridges are networks of their own")
  func withoutEngine() throws {
    let snapshot = snapshot(tutorial())
    let first = try #require(container(snapshot, "a1"))
    #expect(first.name == "a10000000000")
    #expect(first.image == nil)
    #expect(first.configuredMode == nil)
    #expect(first.endpoints.isEmpty)
    // Nobody says whose the shared namespace is: it is the older one's.
    #expect(first.mode == .container(ContainerKey(engine: "docker", id: MadeUp.id("a4"))))
    #expect(container(snapshot, "a4")?.mode == .bridge)
    #expect(container(snapshot, "a4")?.endpoints.first?.network == nil)
    #expect(container(snapshot, "a4")?.endpoints.first?.bridge?.name == "docker0")
    let network = try #require(snapshot.networks.first)
    #expect(snapshot.networks.count == 1)
    #expect(network.key == NetworkKey(bridge: LinkID(namespace: MadeUp.own, index: 5)))
    #expect(network.engine == nil)
    #expect(network.subnets == [.init(prefix: MadeUp.prefix("172.17.0.0/16"), gateway: MadeUp.address("172.17.0.1"))])
    #expect(network.containers == [ContainerKey(engine: "docker", id: MadeUp.id("a4"))])
  }

  @Test("A pid whose cgroup carries another id is not believed: the pid is another process's by now")
  func reusedPid() {
    let kernel = MadeUp.kernel(
      [MadeUp.reading(1), MadeUp.reading(2), MadeUp.reading(3)],
      [MadeUp.process(10, in: 2, MadeUp.docker("b2")), MadeUp.process(11, in: 3, MadeUp.docker("b1"))])
    let engine = MadeUp.engine([MadeUp.container("b1", pid: 10), MadeUp.container("b2", pid: 10)])
    let snapshot = snapshot(kernel, engine)
    #expect(container(snapshot, "b1")?.pid == 11)
    #expect(container(snapshot, "b1")?.namespace == MadeUp.namespace(3))
    #expect(container(snapshot, "b2")?.pid == 10)
  }

  @Test("An engine none of whose running containers is a process here is remote, and joined to nothing")
  func remote() {
    let kernel = MadeUp.kernel([MadeUp.reading(1, [Self.bridge])], [MadeUp.process(10, in: 1)])
    let engine = MadeUp.engine(
      [MadeUp.container("c1", pid: 10, [MadeUp.endpoint("bridge")])], [MadeUp.network("bridge", bridge: "docker0")])
    let snapshot = snapshot(kernel, engine)
    #expect(snapshot.sources.map(\.state) == [.remote])
    #expect(container(snapshot, "c1")?.pid == nil)
    #expect(container(snapshot, "c1")?.mode == .unknown)
    #expect(snapshot.network(NetworkKey(engine: "docker", id: MadeUp.id("bridge")))?.bridge == nil)
    #expect(snapshot.networks.count == 2)
  }

  @Test("An engine that was proved local stays so while its last container dies")
  func staysLocal() {
    let kernel = MadeUp.kernel([MadeUp.reading(1)])
    let engine = MadeUp.engine([MadeUp.container("c1", pid: 10)])
    #expect(snapshot(kernel, engine, knownLocal: ["/run/docker.sock"]).sources.map(\.state) == [.ok])
  }

  @Test("An engine that was asked after the kernel was read proves nothing")
  func askedLater() {
    let kernel = MadeUp.kernel([MadeUp.reading(1)])
    let engine = MadeUp.engine(readAt: 2000, [MadeUp.container("c1", pid: 10)])
    #expect(snapshot(kernel, engine).sources.map(\.state) == [.ok])
  }

  @Test("Host mode is the namespace of the engine's daemon, not gantry's")
  func engineElsewhere() {
    let kernel = MadeUp.kernel(
      [MadeUp.reading(1), MadeUp.reading(2, [Self.bridge])],
      [
        MadeUp.process(50, in: 2), MadeUp.process(60, in: 2, MadeUp.docker("d1")),
        MadeUp.process(61, in: 1, MadeUp.docker("d2")),
      ])
    let engine = MadeUp.engine(
      daemon: 50, [MadeUp.container("d1", pid: 60, mode: "host"), MadeUp.container("d2", pid: 61, mode: "bridge")],
      [MadeUp.network("bridge", bridge: "docker0")])
    let snapshot = snapshot(kernel, engine)
    #expect(container(snapshot, "d1")?.mode == .host)
    #expect(container(snapshot, "d2")?.mode != .host)
    #expect(snapshot.namespace(MadeUp.namespace(2))?.roles.contains(.container) == false)
    #expect(snapshot.networks.first?.bridge?.id.namespace == MadeUp.namespace(2))
  }

  @Test("A container that shares the namespace of one that is gone is told as what it is now: lo only")
  func stranded() {
    let kernel = MadeUp.kernel(
      [MadeUp.reading(1), MadeUp.reading(2), MadeUp.reading(3)],
      [MadeUp.process(60, in: 2, MadeUp.docker("e1")), MadeUp.process(61, in: 3, MadeUp.docker("e2"))])
    let engine = MadeUp.engine([
      MadeUp.container("e1", pid: 60), MadeUp.container("e2", pid: 61, mode: "container:" + MadeUp.id("e1")),
    ])
    #expect(container(snapshot(kernel, engine), "e2")?.mode == Container.Mode.none)
  }

  @Test("Of a pod the sandbox owns the namespace, whenever it started")
  func pod() {
    func identity(_ digits: String) -> CgroupIdentity {
      CgroupIdentity(engine: "kubernetes", id: MadeUp.id(digits), pod: "uid")
    }
    let kernel = MadeUp.kernel(
      [MadeUp.reading(1), MadeUp.reading(2)],
      [
        MadeUp.process(60, in: 2, identity("f1"), start: 100, command: "app"),
        MadeUp.process(61, in: 2, identity("f2"), start: 100, command: "pause"),
      ])
    let snapshot = snapshot(kernel)
    #expect(
      container(snapshot, "f1", "kubernetes")?.mode
        == .container(ContainerKey(engine: "kubernetes", id: MadeUp.id("f2"))))
    #expect(container(snapshot, "f2", "kubernetes")?.mode == Container.Mode.none)
  }

  @Test("The devices that tunnel modules put everywhere are no wiring")
  func fallbackDevices() {
    let kernel = MadeUp.kernel(
      [
        MadeUp.reading(1),
        MadeUp.reading(
          2,
          [
            MadeUp.link(2, "tunl0", .tunnel("ipip", remote: MadeUp.address("0.0.0.0")), to: 0, isUp: false),
            MadeUp.link(3, "sit0", .tunnel("sit", remote: nil), to: 0, isUp: false),
            MadeUp.link(4, "erspan0", .other("erspan"), to: 0, isUp: false),
          ]),
      ], [MadeUp.process(60, in: 2, MadeUp.docker("a1"))])
    #expect(container(snapshot(kernel), "a1")?.mode == Container.Mode.none)
    #expect(container(snapshot(kernel), "a1")?.endpoints.isEmpty == true)
  }

  @Test("A namespace that may not be read leaves the mode unknown")
  func denied() {
    var reading = NamespaceReading(id: MadeUp.namespace(2))
    reading.access = .denied("no")
    let kernel = MadeUp.kernel([MadeUp.reading(1), reading], [MadeUp.process(60, in: 2, MadeUp.docker("a1"))])
    #expect(container(snapshot(kernel), "a1")?.mode == .unknown)
    let unreadable = MadeUp.kernel([MadeUp.reading(1)], [MadeUp.process(60, in: nil, MadeUp.docker("a1"))])
    #expect(container(snapshot(unreadable), "a1")?.mode == .unknown)
    #expect(container(snapshot(unreadable), "a1")?.pid == 60)
  }
}
