import Addresses
import Diagnosis
import Testing
import Topology

/// Bridges that are joined, and what stands on them: all of it is one broadcast domain.
@Suite("Gateways on one segment")
struct EthernetTests {
  private let healthy = SmallHost.snapshot()
  private static let inner = NamespaceID(device: 4, inode: 21)

  /// `one` hangs on a firewall bridge of its own, whose other port leads into `br0`.
  private var behindFirewallBridge: Snapshot {
    let fwbr = LinkID(namespace: SmallHost.host, index: 20)
    let ends = [21, 22].map { LinkID(namespace: SmallHost.host, index: $0) }
    func end(_ position: Int, master: Int32) -> Link {
      Link(
        id: ends[position], name: "fw\(position)", kind: .veth, mac: SmallHost.mac(0xf0 + UInt64(position)),
        master: master, port: BridgePort(state: .forwarding),
        peer: Peer(
          namespace: SmallHost.host, index: ends[1 - position].index, name: "fw\(1 - position)", proof: .proved))
    }
    return healthy.adding(Link(id: fwbr, name: "fwbr", kind: .bridge(.init()), mac: SmallHost.mac(0xf2)))
      .adding(end(0, master: fwbr.index)).adding(end(1, master: SmallHost.bridge.index))
      .editing(SmallHost.portOne) { $0.master = fwbr.index }
  }

  /// The gateway's address is in a namespace of its own, on a bridge over its end of a cable into `br0`.
  private var behindRouter: Snapshot {
    let port = LinkID(namespace: SmallHost.host, index: 30)
    let bridge = Link(
      id: LinkID(namespace: Self.inner, index: 3), name: "br-lan", kind: .bridge(.init()), mac: SmallHost.mac(0x31),
      addresses: [LinkAddress(SmallHost.prefix("10.5.0.1/24"))])
    let eth0 = Link(
      id: LinkID(namespace: Self.inner, index: 2), name: "eth0", kind: .veth, mac: SmallHost.mac(0x31), master: 3,
      port: BridgePort(state: .forwarding),
      peer: Peer(namespace: SmallHost.host, index: 30, name: "v3", nsid: 0, proof: .proved))
    return healthy.editing(SmallHost.bridge) { $0.addresses = [] }
      .adding(Namespace(id: Self.inner, roles: [.named], names: ["router"], links: [eth0, bridge]))
      .adding(
        Link(
          id: port, name: "v3", kind: .veth, mac: SmallHost.mac(0x30), master: SmallHost.bridge.index,
          port: BridgePort(state: .forwarding),
          peer: Peer(namespace: Self.inner, index: 2, name: "eth0", nsid: 3, proof: .proved)))
  }

  /// The gateway's address is on a link that is stacked on the bridge.
  private var onMacvlan: Snapshot {
    healthy.editing(SmallHost.bridge) { $0.addresses = [] }.adding(
      Link(
        id: LinkID(namespace: SmallHost.host, index: 40), name: "br0.gw", kind: .macvlan(mode: "bridge"),
        mac: SmallHost.mac(0x40), addresses: [LinkAddress(SmallHost.prefix("10.5.0.1/24"))],
        parent: .init(link: LinkReference(id: SmallHost.bridge, name: "br0"), index: SmallHost.bridge.index)))
  }

  /// The address is on another link of the bridge's namespace, which answers for it all the same.
  private var onAnotherLink: Snapshot {
    healthy.editing(SmallHost.bridge) { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.77/24"))] }
      .editing(SmallHost.uplink) { $0.addresses.append(LinkAddress(SmallHost.prefix("10.5.0.1/32"))) }
  }

  private var answeringForOthers: Snapshot {
    healthy.editing(SmallHost.bridge) { link in
      link.addresses = []
      link.settings = LinkSettings(proxiesARP: true)
    }
  }

  @Test("Who answers somewhere on the segment is the gateway", arguments: 0..<5)
  func healthy(number: Int) {
    let snapshot = [behindFirewallBridge, behindRouter, onMacvlan, onAnotherLink, answeringForOthers][number]
    #expect(Doctor.findings(in: snapshot) == [])
  }

  @Test("Behind a firewall bridge the bridge that had the address is named")
  func goneBehindFirewallBridge() throws {
    let bare = behindFirewallBridge.editing(SmallHost.bridge) { $0.addresses = [] }
    let finding = try #require(findings(of: "bridge-without-gateway", in: bare).first)
    #expect(finding.remedy == "Give the bridge that address back: ip addr add 10.5.0.1/24 dev br0")
    let unknown = try #require(findings(of: "bridge-without-gateway", in: bare.with(networks: [])).first)
    #expect(unknown.object == .link(SmallHost.eth0One))
    #expect(!unknown.remedy.contains("ip addr"), "nobody knows whose it was")
    #expect(Doctor.findings(in: bare).count == 1)
  }

  @Test("Who is told to ignore ARP does not answer, and an address of IPv6 belongs to its link")
  func ignoring() {
    let other = onAnotherLink.editing(SmallHost.bridge) { $0.settings = LinkSettings(ignoredARP: 1) }
    #expect(findings(of: "bridge-without-gateway", in: other).count == 1)
    let own = healthy.editing(SmallHost.bridge) { $0.settings = LinkSettings(ignoredARP: 1) }
    #expect(findings(of: "bridge-without-gateway", in: own) == [])
    let deaf = healthy.editing(SmallHost.bridge) { $0.settings = LinkSettings(ignoredARP: 8) }
    #expect(findings(of: "bridge-without-gateway", in: deaf).count == 1)
    let six = healthy.editing(SmallHost.one) { $0.routes.append(SmallHost.route("default", via: "fd00::1", dev: 2)) }
      .editing(SmallHost.eth0One) { $0.addresses.append(LinkAddress(SmallHost.prefix("fd00::2/64"))) }
      .editing(SmallHost.uplink) { $0.addresses.append(LinkAddress(SmallHost.prefix("fd00::1/64"))) }
    #expect(findings(of: "bridge-without-gateway", in: six).count == 1)
  }

  @Test("A segment with a way out of the host says nothing of who is missing", arguments: 0..<4)
  func open(number: Int) {
    let bare = healthy.editing(SmallHost.bridge) { $0.addresses = [] }
    func adding(_ kind: LinkKind) -> Snapshot {
      bare.adding(
        Link(
          id: LinkID(namespace: SmallHost.host, index: 50), name: "x", kind: kind, master: SmallHost.bridge.index,
          port: BridgePort(state: .forwarding)))
    }
    let snapshot = [
      adding(.tap), adding(.vxlan(.init(id: 1))), adding(.physical),
      bare.editing(SmallHost.portTwo) { $0.peer?.proof = .hidden },
    ][number]
    #expect(findings(of: "bridge-without-gateway", in: snapshot) == [])
  }

  @Test("An address that is held at both sides of a firewall bridge is held twice; one host with two links is one")
  func twice() throws {
    let taken = behindFirewallBridge.editing(SmallHost.eth0One) {
      $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.3/24"))]
    }
    #expect(findings(of: "duplicate-address", in: taken).map(\.object) == [.link(SmallHost.eth0One)])
    let both = onMacvlan.editing(SmallHost.bridge) { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.1/24"))] }
    #expect(findings(of: "duplicate-address", in: both) == [])
  }

  @Test("A hardware address is its owner's as the engine says; one that both were given is told as that")
  func macs() throws {
    func configured(_ one: UInt64, _ two: UInt64) -> Snapshot {
      healthy.editing("one") { $0.endpoints[0].configured?.mac = SmallHost.mac(one) }
        .editing("two") { $0.endpoints[0].configured?.mac = SmallHost.mac(two) }
        .editing(SmallHost.eth0Two) { $0.mac = SmallHost.mac(1) }
    }
    let stray = try #require(findings(of: "duplicate-mac", in: configured(1, 2)).first)
    #expect(stray.object == .link(SmallHost.eth0Two))
    #expect(stray.remedy.hasSuffix(": nsenter -t 102 -n ip link set eth0 address 02:00:00:00:00:02"))
    let pinned = try #require(findings(of: "duplicate-mac", in: configured(1, 1)).first)
    #expect(pinned.remedy.contains("configuration of one and two"))
  }

  @Test("A virtual router's hardware address, and those of links that share the one below, are no duplicates")
  func sharedMACs() {
    let virtual = [SmallHost.eth0One, SmallHost.eth0Two].reduce(healthy) { snapshot, link in
      snapshot.editing(link) { $0.mac = MACAddress(bits: 0x00_00_5e_00_01_07) }
    }
    #expect(findings(of: "duplicate-mac", in: virtual) == [])
    let stacked = healthy.adding(
      Link(
        id: LinkID(namespace: SmallHost.one, index: 9), name: "eth0.10", kind: .vlan(id: 10), mac: SmallHost.mac(1),
        parent: .init(link: LinkReference(id: SmallHost.eth0One, name: "eth0"), index: 2)))
    #expect(findings(of: "duplicate-mac", in: stacked) == [])
    #expect(findings(of: "duplicate-mac", in: behindRouter) == [])
  }

  @Test("Addresses of one subnet that talk among themselves are not outside")
  func company() {
    let pair = [(SmallHost.eth0One, "10.6.0.2/24"), (SmallHost.eth0Two, "10.6.0.3/24")].reduce(healthy) {
      snapshot, change in
      snapshot.editing(change.0) { $0.addresses = [LinkAddress(SmallHost.prefix(change.1))] }
    }
    #expect(findings(of: "address-outside-subnet", in: pair) == [])
  }

  @Test("A silent Calico-like gateway names the host's end and its setting")
  func calico() throws {
    let pod = healthy.editing(SmallHost.portOne) { link in
      link.master = nil
      link.port = nil
      link.settings = LinkSettings()
    }
    .editing(SmallHost.host) { $0.routes.append(SmallHost.route("10.5.0.2/32", dev: 11)) }
    .editing(SmallHost.one) { one in
      one.routes = [SmallHost.route("default", via: "169.254.1.1", dev: 2), SmallHost.route("169.254.1.1/32", dev: 2)]
    }
    .editing("one") { $0.endpoints = [] }
    let finding = try #require(findings(of: "bridge-without-gateway", in: pod).first)
    #expect(finding.remedy == "Let host/v1 answer for it: sysctl -w net.ipv4.conf.v1.proxy_arp=1")
    let deaf = pod.editing(SmallHost.portOne) { $0.settings = LinkSettings(forwards: false, proxiesARP: true) }
    #expect(findings(of: "bridge-without-gateway", in: deaf).first?.remedy.hasSuffix(".forwarding=1") == true)
    let answering = pod.editing(SmallHost.portOne) { $0.settings = LinkSettings(proxiesARP: true) }
    #expect(Doctor.findings(in: answering) == [])
  }

  @Test("Whoever is made a proxy of one address answers for that one, where it forwards", arguments: ["ipv4", "ipv6"])
  func proxied(family: String) {
    let isIPv4 = family == "ipv4"
    let gateway = isIPv4 ? "10.5.0.99" : "fd00:5::99"
    let lost = healthy.editing(SmallHost.one) { $0.routes[0] = SmallHost.route("default", via: gateway, dev: 2) }
      .editing(SmallHost.eth0One) { $0.addresses.append(LinkAddress(SmallHost.prefix("fd00:5::2/64"))) }
    func proxy(_ address: String, on link: Int32?, _ settings: LinkSettings) -> Snapshot {
      lost.editing(SmallHost.host) { $0.proxies = [ProxyNeighbour(address: SmallHost.address(address), link: link)] }
        .editing(SmallHost.bridge) { $0.settings = settings }
    }
    let on = LinkSettings(forwards: true, ipv6: .init(forwards: true, proxiesNDP: true))
    let off = LinkSettings(forwards: false, ipv6: .init(forwards: isIPv4, proxiesNDP: isIPv4))
    let rule = "bridge-without-gateway"
    #expect(findings(of: rule, in: lost).count == 1)
    #expect(findings(of: rule, in: proxy(gateway, on: SmallHost.bridge.index, on)) == [])
    #expect(findings(of: rule, in: proxy(gateway, on: nil, on)) == [])
    #expect(findings(of: rule, in: proxy(gateway, on: SmallHost.bridge.index, off)).count == 1)
    #expect(findings(of: rule, in: proxy(gateway, on: SmallHost.uplink.index, on)).count == 1)
    #expect(findings(of: rule, in: proxy(isIPv4 ? "10.5.0.98" : "fd00:5::98", on: nil, on)).count == 1)
  }
}
