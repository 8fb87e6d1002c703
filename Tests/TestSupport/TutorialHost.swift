import Addresses
package import Topology

/// A small made-up host for tests of everything that reads a ``Snapshot``: Docker's four classic containers,
/// a cable that is down, an empty user network, a named namespace, and a veth whose peer is hidden.
///
/// ```
/// host   eth0 192.0.2.2/24
///        docker0 172.17.0.1/16 ── vethecd04f5 ═ eth0 bbox01 172.17.0.2   (bbox04 shares it)
///                              └─ veth77a01cc ╳ eth0 web    172.17.0.3   (its eth0 is down)
///        br-lab  10.88.0.1/24     no ports
///        veth9 ═ ? hidden
///        bbox02 (host mode)
/// bbox03 none        lab-x: named namespace        old: stopped
/// ```
package enum TutorialHost {
  package static let host = NamespaceID(device: 4, inode: 4_026_531_833)
  package static let bbox01 = NamespaceID(device: 4, inode: 4_026_532_177)
  package static let bbox03 = NamespaceID(device: 4, inode: 4_026_532_301)
  package static let web = NamespaceID(device: 4, inode: 4_026_532_402)
  package static let labX = NamespaceID(device: 4, inode: 4_026_532_503)

  /// The picture `ticks` seconds after the first one; counters move by fixed amounts a tick.
  package static func snapshot(ticks: UInt64 = 0) -> Snapshot {
    let now = Instant(nanoseconds: 1_000_000_000_000 + ticks * 1_000_000_000)
    return Snapshot(
      host: "web-01", time: Timestamp(nanoseconds: 1_795_467_600_000_000_000 + Int64(ticks) * 1_000_000_000),
      instant: now,
      namespaces: [hostNamespace, bbox01Namespace, bbox03Namespace, webNamespace, labNamespace],
      counters: counters(ticks, now),
      containers: containers,
      networks: networks,
      sources: [
        Source(name: "kernel", state: .ok, readAt: now),
        Source(name: "docker", state: .ok, detail: "20.10.24", readAt: now, socket: "/var/run/docker.sock"),
      ])
  }

  package static func key(_ name: String) -> ContainerKey { ContainerKey(engine: "docker", id: id(name)) }

  package static func networkKey(_ name: String) -> NetworkKey { NetworkKey(engine: "docker", id: id(name)) }

  /// A made-up id of 64 hexadecimal digits that starts with the name's bytes.
  package static func id(_ name: String) -> String {
    let start = name.utf8.map { String($0, radix: 16) }.joined()
    return start + String(repeating: "0", count: 64 - start.count)
  }

  package static func link(_ namespace: NamespaceID, _ index: Int32) -> LinkID {
    LinkID(namespace: namespace, index: index)
  }

  static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }
  static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(ipv4: 0) }

  private static func counters(_ ticks: UInt64, _ now: Instant) -> CounterTable {
    let through = (sent: 4_100_000 + ticks * 12_000, received: 900_000 + ticks * 3_000)
    let bytes: [LinkID: (rx: UInt64, tx: UInt64)] = [
      link(host, 2): (9_000_000 + ticks * 1_200_000, 1_000_000 + ticks * 340_000),
      link(host, 5): (through.received, through.sent), link(host, 11): (through.received, through.sent),
      link(bbox01, 10): (through.sent, through.received),
      link(host, 13): (900, 4_100), link(web, 12): (4_100, 900),
      link(host, 6): (0, 0), link(host, 20): (0, 0), link(labX, 2): (0, 0),
      link(host, 1): (0, 0), link(bbox01, 1): (0, 0), link(bbox03, 1): (0, 0), link(web, 1): (0, 0),
      link(labX, 1): (0, 0),
    ]
    return CounterTable(
      bytes.mapValues {
        Counters(
          readAt: now, rxBytes: $0.rx, txBytes: $0.tx, rxPackets: $0.rx / 100, txPackets: $0.tx / 100, rxDropped: 0,
          txDropped: 0, rxErrors: 0, txErrors: 0)
      })
  }

  private static func loopback(_ namespace: NamespaceID) -> Link {
    Link(
      id: link(namespace, 1), name: "lo", kind: .loopback, operationalState: .unknown, mtu: 65536,
      addresses: [LinkAddress(prefix("127.0.0.1/8"), scope: 254), LinkAddress(prefix("::1/128"), scope: 254)])
  }

  private static var hostNamespace: Namespace {
    Namespace(
      id: host, cookie: 1, roles: [.host, .process], holders: [Holder(.process, pid: 1, command: "init")],
      containers: [key("bbox02")],
      links: [
        loopback(host),
        Link(
          id: link(host, 2), name: "eth0", kind: .physical, mac: MACAddress("52:54:00:12:34:56"),
          addresses: [LinkAddress(prefix("192.0.2.2/24")), LinkAddress(prefix("2001:db8::2/64"))]),
        Link(
          id: link(host, 5), name: "docker0", kind: .bridge(.init()), mac: MACAddress("02:42:0a:00:00:01"),
          addresses: [LinkAddress(prefix("172.17.0.1/16"))]),
        Link(
          id: link(host, 6), name: "br-lab", kind: .bridge(.init()), hasCarrier: false, operationalState: .down,
          mac: MACAddress("02:42:0a:00:00:02"), addresses: [LinkAddress(prefix("10.88.0.1/24"))]),
        Link(
          id: link(host, 11), name: "vethecd04f5", kind: .veth, mac: MACAddress("c6:01:02:03:04:11"), master: 5,
          port: BridgePort(state: .forwarding),
          peer: Peer(namespace: bbox01, index: 10, name: "eth0", nsid: 1, proof: .proved)),
        Link(
          id: link(host, 13), name: "veth77a01cc", kind: .veth, hasCarrier: false, operationalState: .lowerLayerDown,
          mac: MACAddress("c6:01:02:03:04:13"), master: 5, port: BridgePort(state: .disabled),
          peer: Peer(namespace: web, index: 12, name: "eth0", nsid: 2, proof: .proved)),
        Link(
          id: link(host, 20), name: "veth9", kind: .veth, mac: MACAddress("c6:01:02:03:04:20"),
          peer: Peer(namespace: nil, index: 3, name: nil, nsid: 7, proof: .hidden)),
      ],
      routes: [
        Route(destination: .all(.ipv4), origin: "dhcp", nextHops: [.init(gateway: address("192.0.2.1"), link: 2)]),
        Route(
          destination: prefix("172.17.0.0/16"), source: address("172.17.0.1"), origin: "kernel",
          nextHops: [.init(gateway: nil, link: 5)]),
        Route(
          destination: prefix("10.88.0.0/24"), source: address("10.88.0.1"), origin: "kernel",
          nextHops: [.init(gateway: nil, link: 6)]),
        Route(
          destination: prefix("192.0.2.0/24"), source: address("192.0.2.2"), origin: "kernel",
          nextHops: [.init(gateway: nil, link: 2)]),
      ])
  }

  private static func containerNamespace(
    _ id: NamespaceID, cookie: UInt64, nsid: Int32?, pids: [Int32], containers: [ContainerKey], links: [Link],
    gateway: String?
  ) -> Namespace {
    Namespace(
      id: id, cookie: cookie, roles: [.container, .process], nsid: nsid,
      holders: pids.map { Holder(.process, pid: $0, command: "sleep") }, containers: containers, links: links,
      routes: gateway.map {
        [
          Route(destination: .all(.ipv4), nextHops: [.init(gateway: address($0), link: links.last?.index)]),
          Route(
            destination: prefix("172.17.0.0/16"), origin: "kernel",
            nextHops: [.init(gateway: nil, link: links.last?.index)]),
        ]
      } ?? [])
  }

  private static var bbox01Namespace: Namespace {
    containerNamespace(
      bbox01, cookie: 8213, nsid: 1, pids: [4711, 4790], containers: [key("bbox01"), key("bbox04")],
      links: [
        loopback(bbox01),
        Link(
          id: link(bbox01, 10), name: "eth0", kind: .veth, mac: MACAddress("02:42:ac:11:00:02"),
          addresses: [LinkAddress(prefix("172.17.0.2/16"))],
          peer: Peer(namespace: host, index: 11, name: "vethecd04f5", nsid: 0, proof: .proved)),
      ], gateway: "172.17.0.1")
  }

  private static var bbox03Namespace: Namespace {
    containerNamespace(
      bbox03, cookie: 8214, nsid: nil, pids: [4730], containers: [key("bbox03")], links: [loopback(bbox03)],
      gateway: nil)
  }

  private static var webNamespace: Namespace {
    containerNamespace(
      web, cookie: 8215, nsid: 2, pids: [4750], containers: [key("web")],
      links: [
        loopback(web),
        Link(
          id: link(web, 12), name: "eth0", kind: .veth, isUp: false, hasCarrier: false, operationalState: .down,
          mac: MACAddress("02:42:ac:11:00:03"), addresses: [LinkAddress(prefix("172.17.0.3/16"))],
          peer: Peer(namespace: host, index: 13, name: "veth77a01cc", nsid: 0, proof: .proved)),
      ], gateway: nil)
  }

  private static var labNamespace: Namespace {
    Namespace(
      id: labX, cookie: 8300, roles: [.named], names: ["lab-x"], nsid: 4,
      holders: [Holder(.mount, path: "/run/netns/lab-x")],
      links: [
        loopback(labX),
        Link(
          id: link(labX, 2), name: "dummy0", kind: .dummy, mac: MACAddress("02:00:00:00:00:77"),
          addresses: [LinkAddress(prefix("198.51.100.1/24")), LinkAddress(prefix("2001:db8:77::1/64"))]),
      ])
  }

  private static func bridgeEndpoint(
    _ namespace: NamespaceID, _ index: Int32, host: Int32, _ hostName: String, _ octet: Int
  )
    -> Endpoint
  {
    Endpoint(
      networkID: id("bridge"), network: "bridge", driver: "bridge",
      link: LinkReference(id: link(namespace, index), name: "eth0"),
      hostLink: LinkReference(id: link(Self.host, host), name: hostName),
      bridge: LinkReference(id: link(Self.host, 5), name: "docker0"), mac: MACAddress("02:42:ac:11:00:0\(octet)"),
      addresses: [prefix("172.17.0.\(octet)/16")],
      gateways: namespace == web
        ? [] : [Gateway(family: .ipv4, address: address("172.17.0.1"), linkIndex: index, link: "eth0", metric: 0)],
      configured: .init(
        addresses: [prefix("172.17.0.\(octet)/16")], gateways: [address("172.17.0.1")],
        mac: MACAddress("02:42:ac:11:00:0\(octet)")))
  }

  private static var containers: [Container] {
    let image = "busybox:latest"
    return [
      Container(
        key: key("bbox01"), id: id("bbox01"), name: "bbox01", engine: "docker", image: image, pid: 4711,
        namespace: bbox01, mode: .bridge, configuredMode: "default",
        endpoints: [bridgeEndpoint(bbox01, 10, host: 11, "vethecd04f5", 2)]),
      Container(
        key: key("bbox02"), id: id("bbox02"), name: "bbox02", engine: "docker", image: image, pid: 4720,
        namespace: host, mode: .host, configuredMode: "host",
        endpoints: [Endpoint(networkID: id("host"), network: "host", driver: "host")]),
      Container(
        key: key("bbox03"), id: id("bbox03"), name: "bbox03", engine: "docker", image: image, pid: 4730,
        namespace: bbox03, mode: .none, configuredMode: "none",
        endpoints: [Endpoint(networkID: id("none"), network: "none", driver: "null")]),
      Container(
        key: key("bbox04"), id: id("bbox04"), name: "bbox04", engine: "docker", image: image, pid: 4790,
        namespace: bbox01, mode: .container(key("bbox01")), configuredMode: "container:\(id("bbox01"))"),
      Container(
        key: key("web"), id: id("web"), name: "web", engine: "docker", image: "nginx:1.27", pid: 4750, namespace: web,
        mode: .bridge, configuredMode: "default", endpoints: [bridgeEndpoint(web, 12, host: 13, "veth77a01cc", 3)],
        ports: [.init(transport: "tcp", containerPort: 80, hostAddress: address("0.0.0.0"), hostPort: 8080)]),
      Container(
        key: key("old"), id: id("old"), name: "old", engine: "docker", image: image, state: .exited,
        configuredMode: "default", endpoints: [Endpoint(networkID: id("bridge"), network: "bridge", driver: "bridge")]),
    ]
  }

  private static var networks: [Network] {
    func network(
      _ name: String, _ driver: String, bridge: LinkReference? = nil, subnet: String? = nil, gateway: String? = nil,
      _ members: [String]
    ) -> Network {
      Network(
        key: networkKey(name), id: id(name), name: name, engine: "docker", driver: driver, bridge: bridge,
        subnets: subnet.map { [.init(prefix: prefix($0), gateway: gateway.map(address))] } ?? [],
        containers: members.map(key).sorted())
    }
    return [
      network(
        "bridge", "bridge", bridge: LinkReference(id: link(host, 5), name: "docker0"), subnet: "172.17.0.0/16",
        gateway: "172.17.0.1", ["bbox01", "web"]),
      network("host", "host", ["bbox02"]),
      network(
        "lab", "bridge", bridge: LinkReference(id: link(host, 6), name: "br-lab"), subnet: "10.88.0.0/24",
        gateway: "10.88.0.1", []),
      network("none", "null", ["bbox03"]),
    ]
  }
}
