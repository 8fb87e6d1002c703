import Addresses
import TestSupport
import Topology

/// Small made-up hosts, each with one thing that is special about it.
enum Hosts {
  private static let now = Instant(nanoseconds: 1_000_000_000_000)

  /// A host with a card and nothing else.
  static var empty: Snapshot {
    host(
      named: "bare",
      sources: [
        Source(name: "kernel", state: .ok, readAt: now),
        Source(name: "docker", state: .absent, detail: "no socket at /var/run/docker.sock"),
      ])
  }

  /// What somebody without privileges sees.
  static var unprivileged: Snapshot {
    let mine = NamespaceID(device: 4, inode: 90)
    return host(
      named: "web-01",
      others: [
        Namespace(
          id: mine, roles: [.process], holders: [Holder(.process, pid: 900, command: "nginx")],
          access: .denied("needs CAP_SYS_PTRACE"))
      ],
      sources: [
        Source(
          name: "kernel", state: .denied, detail: "needs CAP_SYS_ADMIN and CAP_SYS_PTRACE: sudo gantry", readAt: now),
        Source(name: "docker", state: .denied, detail: "permission denied on /var/run/docker.sock"),
      ])
  }

  /// The tutorial host with engines that do not do well.
  static var degraded: Snapshot {
    let whole = TutorialHost.snapshot()
    return Snapshot(
      host: whole.host, time: whole.time, instant: whole.instant, namespaces: whole.namespaces,
      containers: whole.containers, networks: whole.networks,
      sources: [
        Source(name: "kernel", state: .ok, readAt: now),
        Source(name: "docker", state: .slow, detail: "no answer for 12 s", readAt: now),
        Source(name: "podman", state: .denied, detail: "permission denied on /run/podman/podman.sock"),
      ])
  }

  /// Names that try to break the screen: wide, combining, invisible, controlling, and too long ones.
  static var hostile: Snapshot {
    let names = [
      "漢字コンテナ", "cafe\u{301}", "red\u{1B}[31m", "bell\u{7}\r\n", "a\u{202E}bidi", "emoji👩‍👩‍👧",
      String(repeating: "very-long-name-", count: 8), "tab\there",
    ]
    let key = { (index: Int) in ContainerKey(engine: "docker", id: "h\(index)") }
    return host(
      named: "evil\u{1B}[2J",
      containers: names.enumerated().map { index, name in
        Container(
          key: key(index), id: "h\(index)", name: name, engine: "docker", image: name, namespace: hostID, mode: .host)
      },
      resident: names.indices.map(key),
      link: Link(
        id: LinkID(namespace: hostID, index: 2), name: "e\u{1B}]0;x\u{7}th0", kind: .physical,
        alias: "proves\u{9B}nothing"),
      sources: [Source(name: "kernel", state: .ok, detail: "\u{1B}[5m", readAt: now)])
  }

  static let hostID = NamespaceID(device: 4, inode: 1)

  private static func host(
    named name: String, others: [Namespace] = [], containers: [Container] = [], resident: [ContainerKey] = [],
    link: Link? = nil, sources: [Source]
  ) -> Snapshot {
    let card = Link(
      id: LinkID(namespace: hostID, index: 2), name: "eth0", kind: .physical,
      addresses: IPPrefix("192.0.2.2/24").map { [LinkAddress($0)] } ?? [])
    let namespace = Namespace(
      id: hostID, cookie: 1, roles: [.host, .process], holders: [Holder(.process, pid: 1, command: "init")],
      containers: resident.sorted(),
      links: [Link(id: LinkID(namespace: hostID, index: 1), name: "lo", kind: .loopback), link ?? card])
    return Snapshot(
      host: name, time: Timestamp(nanoseconds: 0), instant: now, namespaces: [namespace] + others,
      containers: containers, sources: sources)
  }
}
