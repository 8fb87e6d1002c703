import Addresses
import TestSupport
import Testing
import Topology

@Suite("What happened between two pictures, in words")
struct EventTests {
  private typealias Host = TutorialHost
  static let before = TutorialHost.snapshot()

  /// Something that is edited, and what is told of it.
  struct Story: Sendable, CustomTestStringConvertible {
    var edit: @Sendable (inout SnapshotParts) -> Void
    var told: [String]
    var testDescription: String { told.joined(separator: "; ") }

    init(_ told: String..., edit: @escaping @Sendable (inout SnapshotParts) -> Void) {
      (self.told, self.edit) = (told, edit)
    }
  }

  private static func link(_ namespace: NamespaceID, _ index: Int32) -> LinkID { Host.link(namespace, index) }
  private static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }

  static let stories: [Story] = [
    Story("~ link host/docker0: mtu 1500 → 9000") { $0.link(link(Host.host, 5)) { $0.mtu = 9000 } },
    Story("~ link host/docker0: mac 02:42:0a:00:00:01 → none") {
      $0.link(link(Host.host, 5)) { $0.mac = nil }
    },
    Story("~ link bbox01/lan: renamed from eth0") { $0.link(link(Host.bbox01, 10)) { $0.name = "lan" } },
    Story("~ link host/vethecd04f5: carrier lost (bbox01/eth0 is down)", "~ link bbox01/eth0: set down") {
      $0.link(link(Host.host, 11)) { ($0.hasCarrier, $0.operationalState) = (false, .lowerLayerDown) }
      $0.link(link(Host.bbox01, 10)) { ($0.isUp, $0.hasCarrier, $0.operationalState) = (false, false, .down) }
    },
    Story("~ link host/veth77a01cc: has carrier (web/eth0 is up)", "~ link web/eth0: set up") {
      $0.link(link(Host.host, 13)) { ($0.hasCarrier, $0.operationalState) = (true, .up) }
      $0.link(link(Host.web, 12)) { ($0.isUp, $0.hasCarrier, $0.operationalState) = (true, true, .up) }
    },
    Story("+ address bbox01/eth0: 172.17.0.9/16 added") {
      $0.link(link(Host.bbox01, 10)) { $0.addresses.append(LinkAddress(prefix("172.17.0.9/16"))) }
    },
    Story("~ address bbox01/eth0: 172.17.0.9/16 added, 172.17.0.2/16 removed") {
      $0.link(link(Host.bbox01, 10)) { $0.addresses = [LinkAddress(prefix("172.17.0.9/16"))] }
    },
    Story("~ address bbox01/eth0: fe80::1/64 is taken: somebody else has it") {
      $0.link(link(Host.bbox01, 10)) { $0.addresses.append(LinkAddress(prefix("fe80::1/64"), isDuplicate: true)) }
    },
    Story("~ link host/vethecd04f5: moved from docker0 to br-lab") { $0.link(link(Host.host, 11)) { $0.master = 6 } },
    Story("~ link host/vethecd04f5: unplugged from docker0") {
      $0.link(link(Host.host, 11)) { ($0.master, $0.port) = (nil, nil) }
    },
    Story("~ link host/veth9: plugged into br-lab") { $0.link(link(Host.host, 20)) { $0.master = 6 } },
    Story("~ link host/vethecd04f5: port forwarding → blocking, port isolated") {
      $0.link(link(Host.host, 11)) { $0.port = BridgePort(state: .blocking, isIsolated: true) }
    },
    Story("+ link host/veth40: dummy appeared, 10.4.0.1/24") {
      $0.namespace(Host.host) {
        $0.links.append(
          Link(id: link(Host.host, 40), name: "veth40", kind: .dummy, addresses: [LinkAddress(prefix("10.4.0.1/24"))]))
      }
    },
    Story("- link host/vethecd04f5: veth gone with bbox01/eth0 at its other end") {
      $0.namespace(Host.host) { $0.links.removeAll { $0.index == 11 } }
      $0.namespace(Host.bbox01) { $0.links.removeAll { $0.index == 10 } }
    },
    Story("- link host/docker0: bridge gone, unplugging 2 ports") {
      $0.namespace(Host.host) { namespace in
        namespace.links.removeAll { $0.index == 5 }
        for index in namespace.links.indices where namespace.links[index].master == 5 {
          (namespace.links[index].master, namespace.links[index].port) = (nil, nil)
        }
      }
    },
    Story("~ link lab-x/eth0: moved from bbox01 to lab-x") { host in
      var moved: Link?
      host.namespace(Host.bbox01) { namespace in
        moved = namespace.links.first { $0.index == 10 }
        namespace.links.removeAll { $0.index == 10 }
      }
      host.namespace(Host.labX) { namespace in
        moved?.id = link(Host.labX, 10)
        namespace.links += moved.map { [$0] } ?? []
      }
    },
    Story("- route host: default route via 192.0.2.1 gone") {
      $0.namespace(Host.host) { $0.routes.removeAll(where: \.isDefault) }
    },
    Story("~ route host: default route: via 192.0.2.1 → via 192.0.2.9") {
      $0.namespace(Host.host) { namespace in
        let index = namespace.routes.firstIndex(where: \.isDefault) ?? 0
        namespace.routes[index].nextHops[0].gateway = IPAddress("192.0.2.9")
      }
    },
    Story("+ route host: blackhole route 10.0.0.0/8 added") {
      $0.namespace(Host.host) {
        $0.routes.append(Route(destination: prefix("10.0.0.0/8"), kind: .blackhole, nextHops: []))
      }
    },
    Story("~ link host/eth0: set down, and default route via 192.0.2.1") {
      $0.link(link(Host.host, 2)) { ($0.isUp, $0.hasCarrier) = (false, false) }
      $0.namespace(Host.host) { $0.routes.removeAll { $0.nextHops.first?.link == 2 } }
    },
    Story("- namespace lab-x: gone with 1 link") { $0.namespaces.removeAll { $0.id == Host.labX } },
    Story("~ namespace lab-y: is named lab-y, is no longer named lab-x") {
      $0.namespace(Host.labX) { $0.names = ["lab-y"] }
    },
    Story("~ namespace lab-x: can't be read any more: why not") {
      $0.namespace(Host.labX) { $0.access = .denied("why not") }
    },
    Story("~ container web: stopped") { host in
      host.namespaces.removeAll { $0.id == Host.web }
      host.namespace(Host.host) { $0.links.removeAll { $0.index == 13 } }
      host.container(Host.key("web")) { ($0.state, $0.pid, $0.namespace, $0.mode) = (.exited, nil, nil, .unknown) }
    },
    Story("~ container web: paused") { $0.container(Host.key("web")) { $0.state = .paused } },
    Story("~ container web: restarted") { $0.container(Host.key("web")) { $0.pid = 1 } },
    Story("~ container bbox03: mode none → bridge, connected to lab as 10.88.0.7") {
      $0.container(Host.key("bbox03")) {
        $0.mode = .bridge
        $0.endpoints = [Endpoint(network: "lab", addresses: [prefix("10.88.0.7/24")]), Endpoint(network: "none")]
      }
    },
    Story("- container old: removed") { $0.containers.removeAll { $0.name == "old" } },
    Story("~ container old: started, host") {
      $0.container(Host.key("old")) { ($0.state, $0.mode, $0.pid) = (.running, .host, 3) }
    },
    Story("- network lab: removed") { $0.networks.removeAll { $0.name == "lab" } },
    Story("~ source docker: slow: no answer for 5 s") {
      ($0.sources[1].state, $0.sources[1].detail) = (.slow, "no answer for 5 s")
    },
    Story("~ link 5 links: mtu 1500 → 1400: host/eth0, host/docker0, host/br-lab and 2 more") {
      for index in [2, 5, 6, 11, 13] as [Int32] { $0.link(link(Host.host, index)) { $0.mtu = 1400 } }
    },
    Story("~ link host/eth0: operational state up → dormant") {
      $0.link(link(Host.host, 2)) { $0.operationalState = .dormant }
    },
    // Nothing to tell: what only follows from something told a moment before.
    Story { host in
      host.link(link(Host.host, 6)) { $0.operationalState = .lowerLayerDown }
      host.link(link(Host.web, 12)) { $0.operationalState = .lowerLayerDown }
      host.link(link(Host.host, 13)) { $0.peer?.namespace = nil }
      host.namespace(Host.host) { $0.routes.removeAll { $0.origin == "kernel" } }
    },
    // Nothing to tell: link-local addresses, processes, counters, members of a network.
    Story { host in
      host.link(link(Host.bbox01, 10)) { $0.addresses.append(LinkAddress(prefix("fe80::1/64"))) }
      host.namespace(Host.bbox01) { $0.holders.append(Holder(.process, pid: 77)) }
      host.counters[link(Host.host, 2)]?.rxBytes += 5
      host.networks[0].containers = []
    },
  ]

  @Test("Each change is told in words", arguments: stories)
  func told(story: Story) {
    let after = Self.before.altered(story.edit)
    #expect(after.events(since: Self.before, after.changes(since: Self.before)).map(\.line) == story.told)
  }

  @Test("An address that comes or goes brings and takes the kernel's route to its network, which is not told")
  func impliedRoutes() {
    let route = Route(
      destination: Self.prefix("10.7.0.0/24"), origin: "kernel", nextHops: [.init(gateway: nil, link: 10)])
    let with = Self.before.altered { host in
      host.link(Self.link(Host.bbox01, 10)) { $0.addresses.append(LinkAddress(Self.prefix("10.7.0.1/24"))) }
      host.namespace(Host.bbox01) { $0.routes.append(route) }
    }
    #expect(with.events(since: Self.before, with.changes(since: Self.before)).count == 1)
    #expect(Self.before.events(since: with, Self.before.changes(since: with)).count == 1)
  }

  @Test("A container that starts with its namespace and its cable is one event")
  func start() {
    let gone = Self.before.altered { host in
      host.namespaces.removeAll { $0.id == Host.bbox01 }
      host.namespace(Host.host) { $0.links.removeAll { $0.index == 11 } }
      host.containers.removeAll { $0.name == "bbox01" || $0.name == "bbox04" }
    }
    let changes = Self.before.changes(since: gone)
    #expect(
      Self.before.events(since: gone, changes).map(\.line) == [
        "+ container bbox01: started, bridge 172.17.0.2", "+ container bbox04: started, container:bbox01",
      ])
    #expect(gone.events(since: Self.before, gone.changes(since: Self.before)).map(\.name) == ["bbox01", "bbox04"])
  }

  @Test("What an engine tells for the first time was there before", arguments: [true, false])
  func firstAnswer(isListed: Bool) {
    let waiting = Self.before.altered { host in
      host.networks = []
      for index in host.containers.indices { host.containers[index].name = "4dcf4a15ba4f" }
      if isListed { host.sources[1].state = .pending } else { host.sources.removeLast() }
    }
    #expect(Self.before.events(since: waiting, Self.before.changes(since: waiting)).isEmpty)
  }

  @Test("Before the kernel was read there is nothing to tell")
  func firstPicture() {
    let empty = Snapshot(host: "web-01", time: Self.before.time, instant: Self.before.instant)
    #expect(Self.before.events(since: empty, Self.before.changes(since: empty)).isEmpty)
  }

  @Test("An event leads to its object as long as that is the same, not to another one in its place")
  func object() throws {
    let after = Self.before.altered { $0.namespace(Host.labX) { $0.names = ["lab-y"] } }
    let event = try #require(after.events(since: Self.before, after.changes(since: Self.before)).first)
    #expect(after.object(of: event) == .namespace(Host.labX))
    #expect(after.altered { $0.namespace(Host.labX) { $0.cookie = 1 } }.object(of: event) == nil)
    #expect(after.altered { $0.namespaces.removeAll { $0.id == Host.labX } }.object(of: event) == nil)
  }

  @Test("Settings, a port's flags, next hops and proxied neighbours are told with what they were")
  func settings() {
    func host(_ settings: LinkSettings, floods: Bool, via gateway: UInt32, proxies: [ProxyNeighbour] = []) -> Snapshot {
      Self.before.altered { parts in
        parts.link(Self.link(Host.host, 5)) { $0.settings = settings }
        parts.link(Self.link(Host.host, 11)) { $0.port?.flooding.unicast = floods }
        parts.namespace(Host.host) { host in
          host.nextHops = [NextHopObject(id: 7, .way(.init(gateway: .init(ipv4: gateway), link: 5)))]
          host.proxies = proxies
        }
      }
    }
    let was = host(LinkSettings(), floods: true, via: 0x0a00_0001)
    let now = host(
      LinkSettings(proxiesARP: true, reversePathFilter: 2), floods: false, via: 0x0a00_0002,
      proxies: [ProxyNeighbour(address: .init(ipv4: 0x0a00_0009), link: 5)])
    let lines = now.events(since: was, now.changes(since: was)).map(\.line)
    #expect(
      lines == [
        "~ namespace host: next hop 7 via 10.0.0.1 dev docker0 → via 10.0.0.2 dev docker0, "
          + "proxied neighbour 10.0.0.9 on docker0 added",
        "~ link host/docker0: proxy_arp 0 → 1, rp_filter 0 → 2", "~ link host/vethecd04f5: flood off",
      ])
  }

  @Test("What happens to all of a thousand namespaces is a line")
  func storm() throws {
    let many = Self.before.altered { host in
      host.namespaces += (0..<1000).map {
        Namespace(id: NamespaceID(device: 9, inode: $0), cookie: $0, names: ["n\($0)"])
      }
    }
    let events = Self.before.events(since: many, Self.before.changes(since: many))
    #expect(events.map(\.line) == ["- namespace 1000 namespaces: gone: n0, n1, n2 and 997 more"])
  }

  @Test(
    "A query asks an event for its words, kind, state, and addresses",
    arguments: [
      ("docker0", true), ("9000", true), ("kind:link", true), ("kind:route", false), ("state:changed", true),
      ("!docker0", false), ("mtu docker0", true), ("web", false), ("ip:10.0.0.1", false),
    ])
  func query(text: String, matches: Bool) throws {
    let after = Self.before.altered { $0.link(Self.link(Host.host, 5)) { $0.mtu = 9000 } }
    let event = try #require(after.events(since: Self.before, after.changes(since: Self.before)).first)
    #expect(try Query(parsing: text).matches(event) == matches)
  }

  @Test(
    "An event is found by an address in it, or by a network that has it",
    arguments: ["ip:172.17.0.9", "ip:172.17.0.0/16", "172.17.0.9"])
  func address(text: String) throws {
    let event = Event(
      time: Timestamp(nanoseconds: 0), kind: .address, change: .appeared, name: "web/eth0", text: "172.17.0.9/16 added")
    #expect(try Query(parsing: text).matches(event))
  }
}

extension Event {
  fileprivate var line: String {
    let sign = change == .appeared ? "+" : change == .vanished ? "-" : "~"
    return "\(sign) \(kind.rawValue) \(name): \(text)"
  }
}
