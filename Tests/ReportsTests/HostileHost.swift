import Addresses
import Topology

/// A host whose every name tries to be something else.
enum HostileHost {
  static let names = [
    #"quote"s and \backslashes\"#, "line\nfeed\r\ttab", "\u{1b}[31mred\u{7}", "<b>&amp;*_`~#;", "日本語コンテナ",
    "e\u{301}\u{202e}txt.exe", "\u{9b}31m", "]; rm -rf / #", "--> | end", "",
  ]

  static let snapshot: Snapshot = {
    let host = NamespaceID(device: 4, inode: 1)
    let now = Instant(nanoseconds: 1)
    let namespaces = names.indices.map { NamespaceID(device: 4, inode: UInt64(100 + $0)) }
    func end(_ id: NamespaceID, _ index: Int32, _ name: String, to peer: NamespaceID, _ peerIndex: Int32) -> Link {
      Link(
        id: LinkID(namespace: id, index: index), name: name, kind: .veth, alias: names[1],
        master: id == host ? 2 : nil,
        peer: Peer(namespace: peer, index: peerIndex, name: nil, nsid: 1, proof: .proved))
    }
    return Snapshot(
      host: names[0] + names[1], time: Timestamp(nanoseconds: 0), instant: now,
      namespaces: [
        Namespace(
          id: host, cookie: 1, roles: [.host], names: [names[2]],
          links: [
            Link(id: LinkID(namespace: host, index: 2), name: names[3], kind: .bridge(.init()), alias: names[2])
          ]
            + names.indices.map {
              end(host, Int32(10 + $0), "v\($0)" + names[$0], to: namespaces[$0], 2)
            })
      ]
        + names.indices.map { index in
          Namespace(
            id: namespaces[index], cookie: UInt64(100 + index), roles: [.container], names: [names[index]],
            holders: [Holder(.mount, path: "/run/\(names[index])"), Holder(.process, pid: 7, command: names[2])],
            containers: [ContainerKey(engine: "docker", id: "id\(index)")],
            links: [end(namespaces[index], 2, names[index], to: host, Int32(10 + index))])
        },
      containers: names.indices.map { index in
        Container(
          key: ContainerKey(engine: "docker", id: "id\(index)"), id: "id\(index)", name: names[index], engine: "docker",
          image: names[index], pid: 7, namespace: namespaces[index], mode: .bridge, configuredMode: names[index],
          endpoints: [Endpoint(networkID: "n", network: names[4], driver: "bridge")],
          labels: [.init(name: names[0], value: names[1])])
      },
      networks: [
        Network(
          key: NetworkKey(engine: "docker", id: "n"), id: "n", name: names[4], engine: "docker", driver: "bridge",
          bridge: LinkReference(id: LinkID(namespace: host, index: 2), name: names[3]),
          containers: names.indices.map { ContainerKey(engine: "docker", id: "id\($0)") })
      ],
      sources: [Source(name: "docker", state: .failed, detail: names[2], readAt: now)])
  }()
}
