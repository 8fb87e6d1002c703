import Addresses
import Topology

/// A made-up host to break: one Docker bridge `br0` with two containers, `one` and `two`, an uplink, and nothing wrong.
///
/// ```
/// host  eth0 192.0.2.2/24 ── default via 192.0.2.1
///       br0  10.5.0.1/24  ── v1 ═ eth0 one 10.5.0.2     default via 10.5.0.1
///                         └─ v2 ═ eth0 two 10.5.0.3     default via 10.5.0.1
/// ```
enum SmallHost {
  static let host = NamespaceID(device: 4, inode: 1)
  static let one = NamespaceID(device: 4, inode: 11)
  static let two = NamespaceID(device: 4, inode: 12)

  static let uplink = LinkID(namespace: host, index: 2)
  static let bridge = LinkID(namespace: host, index: 3)
  static let portOne = LinkID(namespace: host, index: 11)
  static let portTwo = LinkID(namespace: host, index: 12)
  static let eth0One = LinkID(namespace: one, index: 2)
  static let eth0Two = LinkID(namespace: two, index: 2)
  static let network = NetworkKey(engine: "docker", id: "n0")

  static func key(_ name: String) -> ContainerKey { ContainerKey(engine: "docker", id: "id-\(name)") }
  static func mac(_ last: UInt64) -> MACAddress { MACAddress(bits: 0x02_00_00_00_00_00 + last) }
  static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }
  static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(ipv4: 0) }

  static func route(_ destination: String, via gateway: String? = nil, dev index: Int32, metric: UInt32 = 0) -> Route {
    Route(
      destination: destination == "default" ? .all(gateway.map { address($0).family } ?? .ipv4) : prefix(destination),
      metric: metric, nextHops: [.init(gateway: gateway.map(address), link: index)])
  }

  /// The host, seen so many seconds after the first time.
  static func snapshot(seconds: UInt64 = 0) -> Snapshot {
    let now = Instant(nanoseconds: (1_000 + seconds) * 1_000_000_000)
    return Snapshot(
      host: "small", time: Timestamp(nanoseconds: 0), instant: now,
      namespaces: [hostNamespace, sandbox(one, "one", 1, port: portOne), sandbox(two, "two", 2, port: portTwo)],
      containers: [container("one", one, 1), container("two", two, 2)],
      networks: [
        Network(
          key: network, id: "n0", name: "net0", engine: "docker", driver: "bridge",
          bridge: LinkReference(id: bridge, name: "br0"),
          subnets: [.init(prefix: prefix("10.5.0.0/24"), gateway: address("10.5.0.1"))],
          containers: [key("one"), key("two")])
      ],
      sources: [Source(name: "kernel", state: .ok), Source(name: "docker", state: .ok)])
  }

  private static var hostNamespace: Namespace {
    Namespace(
      id: host, cookie: 1, roles: [.host, .process],
      links: [
        Link(
          id: uplink, name: "eth0", kind: .physical, mac: mac(0xff),
          addresses: [LinkAddress(prefix("192.0.2.2/24"))]),
        Link(
          id: bridge, name: "br0", kind: .bridge(.init()), mac: mac(0xb0),
          addresses: [LinkAddress(prefix("10.5.0.1/24"))]),
        port(portOne, "v1", to: eth0One), port(portTwo, "v2", to: eth0Two),
      ],
      routes: [
        route("default", via: "192.0.2.1", dev: 2), route("192.0.2.0/24", dev: 2), route("10.5.0.0/24", dev: 3),
      ])
  }

  private static func port(_ id: LinkID, _ name: String, to far: LinkID) -> Link {
    Link(
      id: id, name: name, kind: .veth, mac: mac(0xa0 + UInt64(id.index)), master: bridge.index,
      port: BridgePort(state: .forwarding),
      peer: Peer(namespace: far.namespace, index: far.index, name: "eth0", nsid: 1, proof: .proved))
  }

  private static func sandbox(_ id: NamespaceID, _ name: String, _ number: UInt64, port: LinkID) -> Namespace {
    Namespace(
      id: id, cookie: 10 + number, roles: [.container, .process],
      holders: [Holder(.process, pid: Int32(100 + number), command: "sleep")], containers: [key(name)],
      links: [
        Link(
          id: LinkID(namespace: id, index: 2), name: "eth0", kind: .veth, mac: mac(number),
          addresses: [LinkAddress(prefix("10.5.0.\(number + 1)/24"))],
          peer: Peer(namespace: host, index: port.index, name: "v\(number)", nsid: 0, proof: .proved))
      ],
      routes: [route("default", via: "10.5.0.1", dev: 2), route("10.5.0.0/24", dev: 2)])
  }

  private static func container(_ name: String, _ id: NamespaceID, _ number: UInt64) -> Container {
    Container(
      key: key(name), id: "id-\(name)", name: name, engine: "docker", pid: Int32(100 + number), namespace: id,
      mode: .bridge, configuredMode: "net0",
      endpoints: [
        Endpoint(
          networkID: "n0", network: "net0", driver: "bridge",
          link: LinkReference(id: LinkID(namespace: id, index: 2), name: "eth0"),
          addresses: [prefix("10.5.0.\(number + 1)/24")],
          configured: .init(addresses: [prefix("10.5.0.\(number + 1)/24")], gateways: [address("10.5.0.1")]))
      ])
  }
}

extension Snapshot {
  /// The host with one link changed.
  func editing(_ id: LinkID, _ edit: (inout Link) -> Void) -> Snapshot {
    editing(id.namespace) { namespace in
      for position in namespace.links.indices where namespace.links[position].id == id {
        edit(&namespace.links[position])
      }
    }
  }

  /// The host with its one network changed.
  func editingNetwork(_ edit: (inout Network) -> Void) -> Snapshot {
    with(
      networks: networks.map { network in
        var network = network
        edit(&network)
        return network
      })
  }

  /// The host with one container changed.
  func editingContainer(_ name: String, _ edit: (inout Container) -> Void) -> Snapshot { editing(name, edit) }

  /// The host with another namespace.
  func adding(_ namespace: Namespace) -> Snapshot { with(namespaces: namespaces + [namespace]) }

  /// The host with one link more.
  func adding(_ link: Link) -> Snapshot { editing(link.id.namespace) { $0.links.append(link) } }
}
