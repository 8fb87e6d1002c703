import Addresses
import Topology

/// A made-up host with as many containers as wanted, all on one bridge; every tenth has its link down.
enum CrowdedHost {
  static let host = NamespaceID(device: 4, inode: 4_026_531_833)

  static func snapshot(containers count: Int, ticks: UInt64 = 0) -> Snapshot {
    let now = Instant(nanoseconds: 5_000_000_000_000 + ticks * 1_000_000_000)
    let members = (0..<count).map { Member(number: $0, now: now, ticks: ticks) }
    return Snapshot(
      host: "crowd", time: Timestamp(nanoseconds: 1_795_467_600_000_000_000), instant: now,
      namespaces: [hostNamespace(members)] + members.map(\.namespace),
      counters: CounterTable(members.reduce(into: [:]) { $0.merge($1.counters) { $1 } }),
      containers: members.map(\.container),
      networks: [
        Network(
          key: NetworkKey(engine: "docker", id: "n0"), id: "n0", name: "backend", engine: "docker", driver: "bridge",
          bridge: LinkReference(id: LinkID(namespace: host, index: 3), name: "br-backend"),
          subnets: [.init(prefix: IPPrefix("10.20.0.0/16") ?? .all(.ipv4), gateway: IPAddress("10.20.0.1"))],
          containers: members.map(\.key).sorted())
      ],
      sources: [Source(name: "kernel", state: .ok, readAt: now), Source(name: "docker", state: .ok, readAt: now)])
  }

  private static func hostNamespace(_ members: [Member]) -> Namespace {
    Namespace(
      id: host, cookie: 1, roles: [.host, .process], holders: [Holder(.process, pid: 1, command: "init")],
      links: [
        Link(id: LinkID(namespace: host, index: 1), name: "lo", kind: .loopback, mtu: 65536),
        Link(
          id: LinkID(namespace: host, index: 2), name: "eth0", kind: .physical,
          addresses: [LinkAddress(IPPrefix("192.0.2.7/24") ?? .all(.ipv4))]),
        Link(
          id: LinkID(namespace: host, index: 3), name: "br-backend", kind: .bridge(.init()),
          addresses: [LinkAddress(IPPrefix("10.20.0.1/16") ?? .all(.ipv4))]),
      ] + members.map(\.hostLink))
  }

  private struct Member {
    let number: Int
    let now: Instant
    let ticks: UInt64

    var id: NamespaceID { NamespaceID(device: 4, inode: 4_026_540_000 + UInt64(number)) }
    var name: String { "worker-\(number / 100)\(number / 10 % 10)\(number % 10)" }
    var key: ContainerKey { ContainerKey(engine: "docker", id: "c\(10_000 + number)") }
    var hostIndex: Int32 { Int32(10 + number) }
    var isUp: Bool { number % 10 != 9 }
    var address: IPPrefix { IPPrefix("10.20.\(number / 250 + 1).\(number % 250 + 2)/16") ?? .all(.ipv4) }

    var counters: [LinkID: Counters] {
      [hostLink.id: counters(rx: 30, tx: 100), LinkID(namespace: id, index: 2): counters(rx: 100, tx: 30)]
    }

    private func counters(rx: UInt64, tx: UInt64) -> Counters {
      let (rx, tx) = (rx * (1000 + ticks * UInt64(number)), tx * (1000 + ticks * UInt64(number)))
      return Counters(readAt: now, rxBytes: rx, txBytes: tx, rxPackets: rx / 100, txPackets: tx / 100)
    }

    var hostLink: Link {
      Link(
        id: LinkID(namespace: CrowdedHost.host, index: hostIndex), name: "veth\(number)", kind: .veth,
        hasCarrier: isUp, operationalState: isUp ? .up : .lowerLayerDown, master: 3,
        port: BridgePort(state: isUp ? .forwarding : .disabled),
        peer: Peer(namespace: id, index: 2, name: "eth0", nsid: Int32(number), proof: .proved))
    }

    var namespace: Namespace {
      Namespace(
        id: id, cookie: UInt64(100 + number), roles: [.container, .process], nsid: Int32(number),
        holders: [Holder(.process, pid: Int32(5000 + number), command: "worker")], containers: [key],
        links: [
          Link(id: LinkID(namespace: id, index: 1), name: "lo", kind: .loopback, mtu: 65536),
          Link(
            id: LinkID(namespace: id, index: 2), name: "eth0", kind: .veth, isUp: isUp, hasCarrier: isUp,
            operationalState: isUp ? .up : .down, addresses: [LinkAddress(address)],
            peer: Peer(namespace: CrowdedHost.host, index: hostIndex, name: "veth\(number)", nsid: 0, proof: .proved)),
        ])
    }

    var container: Container {
      Container(
        key: key, id: "c\(10_000 + number)", name: name, engine: "docker", image: "acme/worker:4",
        pid: Int32(5000 + number),
        namespace: id, mode: .bridge, configuredMode: "backend",
        endpoints: [
          Endpoint(
            networkID: "n0", network: "backend", driver: "bridge",
            link: LinkReference(id: LinkID(namespace: id, index: 2), name: "eth0"),
            hostLink: LinkReference(id: LinkID(namespace: CrowdedHost.host, index: hostIndex), name: "veth\(number)"),
            bridge: LinkReference(id: LinkID(namespace: CrowdedHost.host, index: 3), name: "br-backend"),
            addresses: [address])
        ])
    }
  }
}
