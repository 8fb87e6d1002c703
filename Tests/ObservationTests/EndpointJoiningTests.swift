import Addresses
import Engines
import Testing
import Topology

@testable import Observation

@Suite("Endpoints and networks")
struct EndpointJoiningTests {
  private static let host: [LinkReading] = [
    MadeUp.link(5, "docker0", .bridge(.init()), ["172.17.0.1/16"]),
    MadeUp.link(6, "br-lab", .bridge(.init()), ["10.88.0.1/24"]),
    MadeUp.link(11, "veth1", .veth, to: 2, nsid: 0, master: 5),
    MadeUp.link(12, "veth2", .veth, to: 3, nsid: 0, master: 6),
  ]

  private func kernel(
    _ links: [LinkReading], routes: [Route] = [], host: [LinkReading] = host, others: [NamespaceReading] = [],
    names: [UInt64: [String]] = [:]
  ) -> KernelReading {
    MadeUp.kernel(
      [MadeUp.reading(1, host), MadeUp.reading(2, ownNsid: 0, routes: routes, links)] + others,
      [MadeUp.process(60, in: 2, MadeUp.docker("a1"))], names: names)
  }

  private func joined(
    _ kernel: KernelReading, _ endpoints: [EngineEndpoint], _ networks: [EngineNetwork] = networks
  ) -> (container: Container?, snapshot: Snapshot) {
    let engine = MadeUp.engine([MadeUp.container("a1", pid: 60, endpoints)], networks)
    let snapshot = Joining(kernel, [engine]).joined().snapshot
    return (snapshot.containers.first, snapshot)
  }

  private static let networks = [
    MadeUp.network("bridge", bridge: "docker0"), MadeUp.network("lab", bridge: "br-lab"),
  ]

  private let eth0 = MadeUp.link(2, "eth0", .veth, to: 11, nsid: 0, mac: "02:00:00:00:00:01", ["172.17.0.2/16"])
  private let eth1 = MadeUp.link(3, "eth1", .veth, to: 12, nsid: 0, mac: "02:00:00:00:00:02", ["10.88.0.2/24"])

  @Test("With two networks each link finds its own, by hardware address, and the gateway stands where the route leads")
  func twoNetworks() {
    let result = joined(
      kernel([eth0, eth1], routes: [MadeUp.defaultRoute(via: "10.88.0.1", 3)]),
      [
        MadeUp.endpoint("lab", mac: "02:00:00:00:00:02", gateway: "10.88.0.1"),
        MadeUp.endpoint("bridge", mac: "02:00:00:00:00:01", gateway: "172.17.0.1"),
      ])
    #expect(result.container?.endpoints.map(\.network) == ["bridge", "lab"])
    #expect(result.container?.endpoints.map(\.bridge?.name) == ["docker0", "br-lab"])
    // Docker says that both have one; the kernel's route goes out by eth1.
    #expect(result.container?.endpoints.map(\.gateways.count) == [0, 1])
    #expect(result.container?.endpoints[0].configured?.gateways == [MadeUp.address("172.17.0.1")])
  }

  @Test("Without a hardware address the address tells, and the last pair is found by elimination")
  func addressThenElimination() {
    let result = joined(
      kernel([eth0, eth1]), [MadeUp.endpoint("lab"), MadeUp.endpoint("bridge", ["172.17.0.2/16"])])
    #expect(result.container?.endpoints.map(\.network) == ["bridge", "lab"])
  }

  @Test("Elimination does not join a link with a network whose bridge it is not plugged into")
  func noFalseElimination() {
    let result = joined(kernel([eth1]), [MadeUp.endpoint("bridge", mac: "02:00:00:00:00:01")])
    #expect(result.container?.endpoints.map(\.network) == ["lab", "bridge"])
    #expect(result.container?.endpoints.map(\.link?.name) == ["eth1", nil])
    #expect(result.container?.endpoints.map { $0.configured == nil } == [true, false])
  }

  @Test("A link that was attached behind the engine's back is an endpoint of the network it is plugged into")
  func nativelyAttached() {
    let result = joined(kernel([eth0, eth1]), [MadeUp.endpoint("bridge", mac: "02:00:00:00:00:01")])
    #expect(result.container?.endpoints.map(\.network) == ["bridge", "lab"])
    #expect(result.container?.endpoints.map(\.networkID) == [MadeUp.id("bridge"), MadeUp.id("lab")])
    #expect(result.snapshot.network(NetworkKey(engine: "docker", id: MadeUp.id("lab")))?.containers.count == 1)
  }

  @Test("IPv6 addresses and gateways are there, link-local addresses are not")
  func ipv6() {
    var link = eth0
    link.link.addresses += ["fd00::2/64", "fe80::42/64", "169.254.3.4/16"].map { LinkAddress(MadeUp.prefix($0)) }
    let routes = [MadeUp.defaultRoute(via: "fd00::1", 2, metric: 1024), MadeUp.defaultRoute(via: "172.17.0.1", 2)]
    let endpoint = joined(kernel([link], routes: routes), [MadeUp.endpoint("bridge")]).container?.endpoints.first
    #expect(endpoint?.addresses.map(\.description) == ["172.17.0.2/16", "fd00::2/64"])
    #expect(endpoint?.gateways.map(\.words) == ["172.17.0.1", "fd00::1"])
    #expect(endpoint?.gateways.map(\.family) == [.ipv4, .ipv6])
  }

  @Test("A macvlan endpoint has neither host link nor bridge, and another mode")
  func macvlan() {
    let link = MadeUp.link(
      9, "eth0", .macvlan(mode: "bridge"), to: 4, nsid: 0, mac: "02:00:00:00:00:09", ["192.0.2.9/24"])
    let result = joined(
      kernel([link], host: [MadeUp.link(4, "eth0", .physical)]), [MadeUp.endpoint("mv", mac: "02:00:00:00:00:09")],
      [MadeUp.network("mv", driver: "macvlan")])
    let endpoint = result.container?.endpoints.first
    #expect(result.container?.mode == .other)
    #expect(endpoint?.driver == "macvlan")
    #expect(endpoint?.link?.name == "eth0")
    #expect(endpoint?.hostLink == nil)
    #expect(endpoint?.bridge == nil)
    #expect(result.snapshot.networks.first?.bridge == nil)
  }

  @Test("An overlay's bridge is br0 in the namespace that is named after the network")
  func overlay() {
    let eth0 = MadeUp.link(29, "eth0", .veth, to: 30, nsid: 1, mac: "02:00:00:00:00:01", ["10.0.1.2/24"])
    var inside = kernel(
      [eth0, MadeUp.link(31, "eth1", .veth, to: 12, nsid: 0, ["172.18.0.3/16"])],
      host: [
        MadeUp.link(24, "docker_gwbridge", .bridge(.init())), MadeUp.link(12, "v", .veth, to: 31, nsid: 0, master: 24),
      ],
      others: [
        MadeUp.reading(
          3, nsids: [2: MadeUp.namespace(2)],
          [
            MadeUp.link(2, "br0", .bridge(.init()), ["10.0.1.1/24"]),
            MadeUp.link(30, "veth1", .veth, to: 29, nsid: 2, master: 2),
          ])
      ], names: [3: ["1-" + MadeUp.id("0ff").prefix(10)]])
    inside.processes = [MadeUp.process(60, in: 2, MadeUp.docker("a1"))]
    let result = joined(
      inside, [MadeUp.endpoint("0ff", mac: "02:00:00:00:00:01")],
      [
        EngineNetwork(id: MadeUp.id("0ff"), name: "over", driver: "overlay"),
        MadeUp.network("docker_gwbridge", bridge: "docker_gwbridge"),
      ])
    #expect(result.container?.mode == .bridge)
    #expect(result.container?.endpoints.map(\.driver) == ["overlay", "bridge"])
    #expect(result.container?.endpoints.map(\.bridge?.name) == ["br0", "docker_gwbridge"])
    let overlay = result.snapshot.network(NetworkKey(engine: "docker", id: MadeUp.id("0ff")))
    #expect(overlay?.bridge == LinkReference(id: LinkID(namespace: MadeUp.namespace(3), index: 2), name: "br0"))
    #expect(overlay?.containers.count == 1)
    #expect(result.snapshot.networks.count == 2)
  }

  @Test("A rootless engine's bridge is found where its members are plugged in")
  func rootless() {
    let readings = [
      MadeUp.reading(1),
      MadeUp.reading(
        2, nsids: [0: MadeUp.namespace(3)], [MadeUp.link(2, "eth0", .veth, to: 3, nsid: 0, mac: "02:00:00:00:00:01")]),
      MadeUp.reading(
        3, [MadeUp.link(2, "podman0", .bridge(.init())), MadeUp.link(3, "v", .veth, to: 2, nsid: 8, master: 2)]),
    ]
    let kernel = MadeUp.kernel(readings, [MadeUp.process(60, in: 2, MadeUp.docker("a1"))])
    let result = joined(
      kernel, [MadeUp.endpoint("podman", mac: "02:00:00:00:00:01")], [MadeUp.network("podman", bridge: "podman0")])
    #expect(result.snapshot.networks.map(\.bridge?.id.namespace) == [MadeUp.namespace(3)])
    #expect(result.snapshot.networks.count == 1)
  }

  @Test("Bridges and nested containers' cables inside a container are not its endpoints")
  func engineInside() {
    let inner = [
      eth0, MadeUp.link(20, "docker0", .bridge(.init())), MadeUp.link(21, "veth9", .veth, to: 2, nsid: 4, master: 20),
      MadeUp.link(22, "dummy0", .dummy),
    ]
    let result = joined(kernel(inner), [MadeUp.endpoint("bridge")])
    #expect(result.container?.endpoints.map(\.link?.name) == ["eth0"])
    #expect(result.snapshot.networks.filter { $0.engine == nil }.map(\.name) == ["docker0"])
  }
}
