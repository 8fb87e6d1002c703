import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The wiring tree")
struct WiringTreeTests {
  private func tree(_ snapshot: Snapshot, noise: Bool = false) -> WiringTree {
    WiringTree(Picture(snapshot), showsNoise: noise)
  }

  private func outline(_ snapshot: Snapshot, noise: Bool = false, open: Bool = true) -> [String] {
    let tree = tree(snapshot, noise: noise)
    let folds = open ? Dictionary(uniqueKeysWithValues: tree.rows.map { ($0.id, false) }) : [:]
    return tree.lines(folds: folds).map { line in
      let row = line.row
      let reference = row.isReference ? "→" : ""
      let parts = [row.name, row.middle, reference + row.note, row.address, row.trouble ?? ""].filter { !$0.isEmpty }
      return String(repeating: "  ", count: line.depth) + parts.joined(separator: " | ")
    }
  }

  @Test("A tree that takes over rows of the one before is the tree made anew", arguments: WiringTreeTests.edits.indices)
  func takingOver(edit: Int) throws {
    for before in [TutorialHost.snapshot(), OddHost.snapshot, CrowdedHost.snapshot(containers: 12)] {
      let first = WiringTree(Picture(before), showsNoise: false)
      let after = before.altered(Self.edits[edit])
      let taken = WiringTree(Picture(after), showsNoise: false, after: first.memory)
      let anew = WiringTree(Picture(after), showsNoise: false)
      #expect(taken.roots == anew.roots)
      #expect(taken.hiddenCount == anew.hiddenCount)
    }
  }

  @Test("Of a crowded host all cables are taken over but the one that has changed")
  func settled() throws {
    let before = CrowdedHost.snapshot(containers: 12)
    let first = WiringTree(Picture(before), showsNoise: false)
    let cable = LinkID(namespace: CrowdedHost.host, index: 13)
    let after = before.altered { $0.link(cable) { $0.mtu = 1400 } }
    let second = WiringTree(Picture(after), showsNoise: false, after: first.memory)
    #expect(first.settled.isEmpty)
    #expect(second.settled.count == 11)
    #expect(!second.settled.contains { $0.place == cable })
    #expect(WiringTree(Picture(after), showsNoise: true, after: second.memory).settled.isEmpty)
  }

  /// What may happen to a host between two trees.
  static let edits: [@Sendable (inout SnapshotParts) -> Void] = [
    { _ in },
    { $0.namespaces[1].names = ["other"] },
    { _ = $0.namespaces.popLast() },
    { for place in $0.namespaces.indices { _ = $0.namespaces[place].links.popLast() } },
    { for place in $0.namespaces.indices { $0.namespaces[place].containers = [] } },
    { if !$0.containers.isEmpty { $0.containers[0].name = "renamed" } },
    { $0.containers.removeAll() },
    { $0.everyLink { $0.isUp = false } },
    { $0.everyLink { ($0.hasCarrier, $0.addresses) = (false, []) } },
    { $0.everyLink { $0.master = nil } },
    { $0.everyLink { $0.peer?.proof = .oneSided } },
  ]

  @Test("The tutorial host is told as the four modes are wired")
  func tutorial() {
    #expect(
      outline(TutorialHost.snapshot()) == [
        "host | default via 192.0.2.1 dev eth0",
        "  eth0 | physical | 192.0.2.2/24",
        "  docker0 | bridge | 2 ports | 172.17.0.1/16",
        "    vethecd04f5 | eth0 | bbox01 | 172.17.0.2/16",
        "      bbox04 | shares bbox01",
        "    veth77a01cc | eth0 | web | 172.17.0.3/16 | down",
        "  br-lab | bridge | 0 ports | 10.88.0.1/24",
        "  veth9 | #3 | hidden peer, nsid 7",
        "  host mode | bbox02",
        "bbox03 | none  (lo only)",
        "lab-x | named namespace  2 links",
        "  dummy0 | dummy | 198.51.100.1/24",
        "? | →hidden peer of veth9 (nsid 7)",
        "not running | old  exited",
      ])
  }

  @Test("Hidden namespaces, inner engines, pairs beside the host and stacked links all have their place")
  func odd() {
    #expect(
      outline(OddHost.snapshot) == [
        "host | no default route",
        "  eth0 | physical | 192.0.2.2/24",
        "    eth0.10 | vlan | id 10",
        "    macvlan | eth0 | mac | 192.0.2.8/24",
        "  bond0 | bond | mode 802.3ad",
        "    eth1 | physical",
        "  br-a | bridge | 2 ports",
        "    to-b | to-a | →port of br-b",
        "    veth-two | eth1 | two-legs | 172.18.0.3/16",
        "  br-b | bridge | 2 ports",
        "    to-a | to-b | →port of br-a",
        "    veth-dind | eth0 | →dind | 172.19.0.2/16",
        "1-x2mf8q | named namespace  3 links",
        "  br0 | bridge | 2 ports | 10.0.0.1/24",
        "    vxlan0 | vxlan | id 4097",
        "    veth0 | eth0 | →two-legs | 10.0.0.5/24",
        "dind | bridge  (3 links)",
        "  docker0 | bridge | 1 port | 172.17.0.1/16",
        "    veth-in | eth0 | inner | 172.17.0.2/16",
        "lab-a | named namespace  1 link",
        "  left | right | lab-b | 10.9.0.2/30",
        "vpn[77] | namespace net:[9]  2 links",
        "  tun0 | tun | 10.8.0.2/24",
        "other[79] | not readable: needs CAP_SYS_PTRACE",
        "? | hidden namespace net:[11]  lo only  (held by fd 7 of pid 991)",
        "place unknown | lost  running",
        "not running | 2 containers",
        "  gone | exited",
        "  never | created",
      ])
  }

  @Test(
    "Nothing is lost and nothing is told twice: every container, bridge and namespace has one row of its own",
    arguments: Sight.allCases)
  func complete(sight: Sight) {
    let snapshot = sight.snapshot
    let rows = tree(snapshot, noise: true).rows
    let own = rows.map(\.id).filter { !$0.isReference }
    #expect(Set(own).count == own.count)
    for container in snapshot.containers {
      #expect(own.count { $0.object == .container(container.key) } == 1, "\(container.name)")
    }
    for namespace in snapshot.namespaces {
      let itself = rows.count { !$0.id.isReference && $0.objects.contains(.namespace(namespace.id)) }
      #expect(itself == 1, "\(namespace.id)")
    }
    for link in snapshot.namespaces.flatMap(\.links) where link.kind.isBridge {
      #expect(own.count { $0.object == .link(link.id) } == 1, "\(link.name)")
    }
  }

  @Test(
    "Unplugged containers come right after the host, an engine's own first, before strangers' bridges and processes")
  func strangers() {
    func namespace(_ inode: UInt64, _ edit: (inout Namespace) -> Void = { _ in }) -> Namespace {
      let id = NamespaceID(device: 4, inode: inode)
      var namespace = Namespace(
        id: id, roles: [.process], holders: [Holder(.process, pid: Int32(inode), command: "stranger")],
        links: [Link(id: TutorialHost.link(id, 1), name: "lo", kind: .loopback)])
      edit(&namespace)
      return namespace
    }
    func bridge(_ namespace: Namespace) -> Link {
      Link(id: TutorialHost.link(namespace.id, 2), name: "br-far", kind: .bridge(LinkKind.Bridge()))
    }
    let key = ContainerKey(engine: "docker", id: "feed")
    let far = namespace(3) { $0.containers = [key] }
    let host = TutorialHost.snapshot()
    let snapshot = Snapshot(
      host: host.host, time: host.time, instant: host.instant,
      namespaces: host.namespaces + [
        namespace(1) { $0.links.append(bridge($0)) }, namespace(2) { $0.access = .denied("EPERM") }, far,
      ],
      containers: host.containers + [
        Container(key: key, id: "feed", name: "feed", engine: "docker", namespace: far.id, mode: .none)
      ], networks: host.networks)
    let roots = outline(snapshot, open: false).filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != " " }) }
    #expect(roots == ["host", "bbox03", "feed", "stranger[1]", "lab-x", "stranger[2]", "?", "not"])
  }

  @Test("Every link of the host's namespace is in the tree, as a row or as the far end of one")
  func everyHostLink() {
    let mentioned = Set(tree(OddHost.snapshot, noise: true).rows.flatMap(\.objects))
    for link in OddHost.snapshot.hostNamespace?.links ?? [] {
      #expect(mentioned.contains(.link(link.id)), "\(link.name)")
    }
  }

  @Test("Loopbacks and the private networks of system services are left out, counted, and shown on demand")
  func noise() {
    let quiet = tree(OddHost.snapshot)
    #expect(!quiet.rows.contains { $0.name == "lo" || $0.name == "systemd-nope[78]" })
    #expect(quiet.hiddenCount == 4)
    let loud = tree(OddHost.snapshot, noise: true)
    #expect(loud.rows.contains { $0.name == "systemd-nope[78]" })
    #expect(loud.rows.contains { $0.name == "lo" })
    #expect(loud.hiddenCount == 0)
  }

  @Test("A group of more than thirty folds itself; a smaller one does not")
  func largeGroups() {
    #expect(outline(CrowdedHost.snapshot(containers: 31), open: false).count == 3)
    #expect(outline(CrowdedHost.snapshot(containers: 30), open: false).count == 33)
  }

  @Test("A folded group says how many lines it hides and how many of them are in trouble")
  func foldedSummary() {
    let lines = tree(CrowdedHost.snapshot(containers: 40)).lines(folds: [:])
    #expect(lines.last?.fold == .folded(40, troubled: 4))
  }

  @Test("A filter keeps what matches with what it hangs from, and unfolds it")
  func filter() {
    let lines = tree(CrowdedHost.snapshot(containers: 200)).lines(folds: [:]) { $0.note == "worker-123" }
    #expect(lines.map(\.row.name) == ["host", "br-backend", "veth123"])
    #expect(lines.map(\.depth) == [0, 1, 2])
    #expect(lines.map(\.parent) == [nil, 0, 1])
  }

  @Test("A ring of masters, which no kernel makes, still shows each link once")
  func ring() {
    let id = NamespaceID(device: 4, inode: 1)
    let links = [(1, 2), (2, 1)].map { index, master in
      Link(
        id: LinkID(namespace: id, index: Int32(index)), name: "l\(index)", kind: .other("vrf"), master: Int32(master))
    }
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0),
      namespaces: [Namespace(id: id, roles: [.host], links: links)])
    #expect(outline(snapshot) == ["host | no default route", "  l1 | vrf", "    l2 | vrf"])
  }

  @Test("A long chain of namespaces starts again at the left edge instead of leaving the screen")
  func chain() {
    let count = 40
    let id = { (number: Int) in NamespaceID(device: 4, inode: UInt64(number + 1)) }
    let namespaces = (0..<count).map { number in
      var links: [Link] = []
      func add(_ index: Int32, to other: Int) {
        links.append(
          Link(
            id: LinkID(namespace: id(number), index: index), name: "v\(index)", kind: .veth,
            peer: Peer(namespace: id(other), index: index == 1 ? 2 : 1, name: nil, nsid: 0, proof: .proved)))
      }
      if number > 0 { add(1, to: number - 1) }
      if number < count - 1 { add(2, to: number + 1) }
      return Namespace(id: id(number), roles: [.named], names: ["n\(number)"], links: links)
    }
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0), namespaces: namespaces)
    let lines = tree(snapshot).lines(folds: [:])
    #expect(lines.map(\.depth).max() ?? 0 <= WiringBuilder.deepest)
    for namespace in namespaces {
      #expect(lines.count { !$0.row.isReference && $0.row.objects.contains(.namespace(namespace.id)) } == 1)
    }
  }

  @Test("A cable is drawn by the state of both its ends")
  func cableStates() {
    let picture = Picture(TutorialHost.snapshot())
    let state = { (index: Int32) in
      picture.link(TutorialHost.link(TutorialHost.host, index)).flatMap(picture.cableState)
    }
    #expect(state(11) == .up)
    #expect(state(13) == .down)
    #expect(state(20) == .hidden)
    #expect(state(2) == nil)
  }

  @Test("A cable's rates are those of its far end: what the container receives and sends")
  func farRates() {
    let first = Picture(TutorialHost.snapshot())
    let picture = Picture(TutorialHost.snapshot(ticks: 1), after: first)
    let link = picture.link(TutorialHost.link(TutorialHost.host, 11))
    #expect(link.flatMap(picture.rateAtFarEnd)?.rxBytes == 12_000)
    #expect(link.flatMap(picture.rateAtFarEnd)?.txBytes == 3_000)
  }
}

extension WiringTree {
  /// Every row, folded or not.
  var rows: [WiringRow] { roots.flatMap(\.rows) }
}

extension WiringNode {
  fileprivate var rows: [WiringRow] { [row] + children.flatMap(\.rows) }
}
