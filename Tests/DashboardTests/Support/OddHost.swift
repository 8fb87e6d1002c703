import Addresses
import Topology

/// A made-up host with what is met on odd hosts: Swarm's hidden namespaces, an engine in a namespace of its own, cables
/// that never touch the host, stacked links that live elsewhere, and namespaces that hardly anything holds.
enum OddHost {
  static let host = NamespaceID(device: 4, inode: 1)

  static func namespace(_ number: UInt64) -> NamespaceID { NamespaceID(device: 4, inode: number) }
  static func key(_ name: String) -> ContainerKey { ContainerKey(engine: "docker", id: name) }

  static var snapshot: Snapshot {
    let now = Instant(nanoseconds: 7_000_000_000_000)
    return Snapshot(
      host: "odd", time: Timestamp(nanoseconds: 0), instant: now, namespaces: namespaces, containers: containers,
      networks: [
        Network(
          key: NetworkKey(engine: "docker", id: "ov"), id: "ov", name: "ingress", engine: "docker", driver: "overlay",
          bridge: LinkReference(id: LinkID(namespace: namespace(2), index: 2), name: "br0"),
          containers: [key("two-legs")])
      ],
      sources: [Source(name: "kernel", state: .ok, readAt: now)])
  }

  private static var namespaces: [Namespace] {
    [
      Namespace(
        id: host, cookie: 1, roles: [.host, .process], holders: [Holder(.process, pid: 1, command: "init")],
        links: [
          link(host, 1, "lo", .loopback), link(host, 2, "eth0", .physical, "192.0.2.2/24"),
          link(host, 3, "eth0.10", .vlan(id: 10), parent: (host, 2)), link(host, 4, "br-a", .bridge(.init())),
          link(host, 5, "br-b", .bridge(.init())), cable(host, 6, "to-b", to: host, 7, master: 4),
          cable(host, 7, "to-a", to: host, 6, master: 5), cable(host, 8, "veth-two", to: namespace(3), 8, master: 4),
          cable(host, 9, "veth-dind", to: namespace(4), 2, master: 5),
          link(host, 10, "bond0", .bond(mode: "802.3ad")), link(host, 11, "eth1", .physical, master: 10),
        ]),
      // A Swarm overlay: bridge and VXLAN in a namespace without a process.
      Namespace(
        id: namespace(2), cookie: 2, roles: [.named], names: ["1-x2mf8q"],
        links: [
          link(namespace(2), 2, "br0", .bridge(.init()), "10.0.0.1/24"),
          link(namespace(2), 3, "vxlan0", .vxlan(.init(id: 4097)), master: 2),
          cable(namespace(2), 4, "veth0", to: namespace(3), 12, master: 2),
        ]),
      // On a bridge of the host and on the overlay.
      sandbox(
        3, ["two-legs"],
        [
          cable(namespace(3), 8, "eth1", "172.18.0.3/16", to: host, 8),
          cable(namespace(3), 12, "eth0", "10.0.0.5/24", to: namespace(2), 4),
        ]),
      // An engine inside a container, with a bridge of its own.
      sandbox(
        4, ["dind"],
        [
          cable(namespace(4), 2, "eth0", "172.19.0.2/16", to: host, 9),
          link(namespace(4), 3, "docker0", .bridge(.init()), "172.17.0.1/16"),
          cable(namespace(4), 4, "veth-in", to: namespace(5), 2, master: 3),
        ]),
      sandbox(5, ["inner"], [cable(namespace(5), 2, "eth0", "172.17.0.2/16", to: namespace(4), 4)]),
      // A pair between two named namespaces, both ends with the same index.
      Namespace(
        id: namespace(6), cookie: 6, roles: [.named], names: ["lab-a"],
        links: [cable(namespace(6), 2, "left", "10.9.0.1/30", to: namespace(7), 2)]),
      Namespace(
        id: namespace(7), cookie: 7, roles: [.named], names: ["lab-b"],
        links: [cable(namespace(7), 2, "right", "10.9.0.2/30", to: namespace(6), 2)]),
      sandbox(8, ["mac"], [link(namespace(8), 5, "eth0", .macvlan(mode: "bridge"), "192.0.2.8/24", parent: (host, 2))]),
      Namespace(
        id: namespace(9), cookie: 9, roles: [.process], holders: [Holder(.process, pid: 77, command: "vpn")],
        links: [link(namespace(9), 1, "lo", .loopback), link(namespace(9), 2, "tun0", .tun, "10.8.0.2/24")]),
      Namespace(
        id: namespace(10), cookie: 10, roles: [.process], holders: [Holder(.process, pid: 78, command: "systemd-nope")],
        links: [link(namespace(10), 1, "lo", .loopback)]),
      Namespace(
        id: namespace(11), cookie: 11, roles: [.hidden], holders: [Holder(.descriptor, pid: 991, descriptor: 7)],
        links: [link(namespace(11), 1, "lo", .loopback)]),
      Namespace(
        id: namespace(12), roles: [.process], holders: [Holder(.process, pid: 79, command: "other")],
        access: .denied("needs CAP_SYS_PTRACE")),
    ]
  }

  private static var containers: [Container] {
    func container(_ name: String, _ namespace: UInt64?, _ mode: Container.Mode, _ state: Container.State = .running)
      -> Container
    {
      Container(
        key: key(name), id: name, name: name, engine: "docker", state: state,
        namespace: namespace.map(Self.namespace), mode: mode)
    }
    return [
      container("two-legs", 3, .bridge), container("dind", 4, .bridge), container("inner", 5, .bridge),
      container("mac", 8, .other), container("lost", nil, .unknown), container("gone", nil, .unknown, .exited),
      container("never", nil, .unknown, .created),
    ]
  }

  private static func sandbox(_ number: UInt64, _ names: [String], _ links: [Link]) -> Namespace {
    Namespace(
      id: namespace(number), cookie: number, roles: [.container, .process],
      holders: [Holder(.process, pid: Int32(100 + number))], containers: names.map(key).sorted(), links: links)
  }

  private static func link(
    _ namespace: NamespaceID, _ index: Int32, _ name: String, _ kind: LinkKind, _ address: String? = nil,
    master: Int32? = nil, parent: (NamespaceID, Int32)? = nil
  ) -> Link {
    Link(
      id: LinkID(namespace: namespace, index: index), name: name, kind: kind,
      addresses: address.flatMap { IPPrefix($0) }.map { [LinkAddress($0)] } ?? [], master: master,
      parent: parent.map {
        .init(link: LinkReference(id: LinkID(namespace: $0.0, index: $0.1), name: "eth0"), index: $0.1)
      })
  }

  private static func cable(
    _ namespace: NamespaceID, _ index: Int32, _ name: String, _ address: String? = nil, to far: NamespaceID,
    _ farIndex: Int32, master: Int32? = nil
  ) -> Link {
    var link = link(namespace, index, name, .veth, address, master: master)
    link.peer = Peer(
      namespace: far, index: farIndex, name: nil, nsid: namespace == far ? nil : Int32(far.inode), proof: .proved)
    return link
  }
}
