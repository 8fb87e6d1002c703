import Addresses
import Planning
import Topology

/// A made-up host on which an engine runs: its three networks and one of a user's, and containers in all modes.
struct EngineHost {
  static let socket = "/run/docker.sock"

  var engine = "docker"
  var state = Source.State.ok
  var containers: [Container] = []
  /// The subnet of the user's network.
  var appSubnet = Network.Subnet(prefix: prefix("172.18.0.0/16"), gateway: prefix("172.18.0.1").address)
  /// Where the host's default route leads.
  var gateway = prefix("192.0.2.1").address
  /// True where a router has advertised an IPv6 default route.
  var hasAdvertisedRoute = false
  var hostLinks: [Link] = [
    Link(id: LinkID(namespace: PlannedHost.host, index: 1), name: "lo", kind: .loopback),
    Link(
      id: LinkID(namespace: PlannedHost.host, index: 2), name: "eth0", kind: .physical, mtu: 1500,
      addresses: [LinkAddress(prefix("192.0.2.2/24"))]),
    Link(
      id: LinkID(namespace: PlannedHost.host, index: 3), name: "docker0", kind: .bridge(.init()),
      mac: MACAddress("02:42:00:00:00:01"), addresses: [LinkAddress(prefix("172.17.0.1/16"))]),
  ]

  /// - Parameter engine: `docker`, or `podman`, which has no network of the none mode.
  init(_ engine: String = "docker") {
    self.engine = engine
    containers = [
      container("web", mode: "bridge", networks: [defaultNetwork]),
      container("app", mode: "appnet", networks: ["appnet"]),
      container("open", mode: "host", networks: isPodman ? [] : ["host"]),
      container("lone", mode: "none", networks: isPodman ? [] : ["none"]),
      container("guest", mode: "container:\(Self.id("web"))", networks: []),
      container("second", mode: "container:\(Self.id("app"))", networks: []),
    ]
  }

  var isPodman: Bool { engine == "podman" }
  var defaultNetwork: String { isPodman ? "podman" : "bridge" }

  static func id(_ name: String) -> String { "id-\(name)" }

  func key(_ name: String) -> ContainerKey { ContainerKey(engine: engine, id: Self.id(name)) }

  func network(_ name: String) -> NetworkKey { NetworkKey(engine: engine, id: "net-\(name)") }

  func container(_ name: String, mode: String, networks: [String]) -> Container {
    Container(
      key: key(name), id: Self.id(name), name: name, engine: engine, image: "busybox", state: .running, pid: 7,
      configuredMode: mode,
      endpoints: networks.map { network in
        Endpoint(
          networkID: "net-\(network)", network: network, driver: driver(network),
          configured: driver(network) == "bridge"
            ? .init(addresses: [prefix("172.18.0.9/16")], mac: MACAddress("02:42:ac:12:00:09")) : nil,
          aliases: network == "appnet" ? ["db"] : [])
      })
  }

  mutating func edit(_ name: String, _ change: (inout Container) -> Void) {
    for position in containers.indices where containers[position].name == name { change(&containers[position]) }
  }

  private func driver(_ network: String) -> String {
    switch network {
    case "host": "host"
    case "none": "null"
    default: "bridge"
    }
  }

  var networks: [Network] {
    var networks = [
      Network(
        key: network(defaultNetwork), id: "net-\(defaultNetwork)", name: defaultNetwork, engine: engine,
        driver: "bridge", bridge: LinkReference(id: LinkID(namespace: PlannedHost.host, index: 3), name: "docker0"),
        subnets: [.init(prefix: prefix("172.17.0.0/16"), gateway: prefix("172.17.0.1").address)]),
      Network(
        key: network("appnet"), id: "net-appnet", name: "appnet", engine: engine, driver: "bridge",
        subnets: [appSubnet]),
    ]
    if !isPodman {
      networks += [
        Network(key: network("host"), id: "net-host", name: "host", engine: engine, driver: "host"),
        Network(key: network("none"), id: "net-none", name: "none", engine: engine, driver: "null"),
      ]
    }
    return networks
  }

  var snapshot: Snapshot {
    Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0),
      namespaces: [
        Namespace(
          id: PlannedHost.host, cookie: 1, roles: [.host], links: hostLinks,
          routes: [
            Route(destination: .all(.ipv4), nextHops: [.init(gateway: gateway, link: 2)]),
            Route(destination: prefix("172.17.0.0/16"), nextHops: [.init(gateway: nil, link: 3)]),
          ]
            + (hasAdvertisedRoute
              ? [
                Route(
                  destination: .all(.ipv6), origin: "ra", nextHops: [.init(gateway: prefix("fe80::1").address, link: 2)]
                )
              ] : []))
      ], containers: containers, networks: networks,
      sources: [
        Source(name: "kernel", state: .ok), Source(name: engine, state: state, detail: "20.10", socket: Self.socket),
      ])
  }

  func plan(_ intent: Intent) throws -> Plan { try Planner(snapshot, Registry(), seed: 1).plan(for: intent) }

  /// What an engine is told, in a few words a step.
  func steps(_ intent: Intent) throws -> [String] { try plan(intent).steps.map(\.summary) }

  func refusal(_ intent: Intent) -> String? {
    do {
      return "it was planned: \(try plan(intent).steps.map(\.summary))"
    } catch {
      return "\(error)"
    }
  }

  func attaching(_ name: String, _ destination: Destination, recreates: Bool = false, commits: Bool = false) -> Intent {
    .attach(Attachment(.container(key(name)), to: destination, mayRecreate: recreates, keepsWritten: commits))
  }
}
