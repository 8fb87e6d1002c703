import Addresses
import Diagnosis
import Testing
import Topology

@Suite struct SubnetsOverlapTests {
  private let rule = "subnets-overlap"
  private let healthy = SmallHost.snapshot()
  private let other = LinkID(namespace: SmallHost.host, index: 4)

  @Test(
    "Two networks with a common part are told once, and it concerns both",
    arguments: ["10.5.0.129/25", "10.5.0.1/24", "10.5.255.1/16"])
  func networks(address: String) throws {
    let snapshot = withSecondBridge(address)
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(findings(of: rule, in: snapshot).count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.title.contains("share addresses"))
    #expect(finding.evidence.contains("docker network net0: 10.5.0.0/24 on host/br0"))
    #expect(finding.concerns(.network(SmallHost.network), in: snapshot))
    #expect(finding.concerns(.network(NetworkKey(bridge: other)), in: snapshot))
  }

  @Test("A route that takes a part of a network elsewhere is told, with how to take it away")
  func stolen() throws {
    let snapshot = withRoute("10.5.0.0/25", via: "192.0.2.9", dev: 2)
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.severity == .warning)
    #expect(finding.title == "net0: packets for 10.5.0.0/25 go through eth0")
    #expect(finding.evidence.last == "route 10.5.0.0/25 via 192.0.2.9 dev eth0 metric 0")
    #expect(finding.remedy.hasSuffix("ip route del 10.5.0.0/25 dev eth0"))
  }

  @Test("A route to a larger net around the network is a remark")
  func hidden() throws {
    let finding = try #require(findings(of: rule, in: withRoute("10.0.0.0/8", via: "192.0.2.9", dev: 2)).first)
    #expect(finding.severity == .info)
    #expect(finding.title == "net0: its subnet 10.5.0.0/24 hides that part of 10.0.0.0/8")
  }

  @Test("Its own route, default routes, single addresses, refusals and a link on the bridge itself take nothing away")
  func innocentRoutes() {
    for destination in ["default", "0.0.0.0/1", "10.5.0.7/32", "10.6.0.0/24"] {
      #expect(findings(of: rule, in: withRoute(destination, via: "192.0.2.9", dev: 2)) == [], "\(destination)")
    }
    let refused = healthy.editing(SmallHost.host) {
      $0.routes.append(Route(destination: SmallHost.prefix("10.5.0.0/16"), kind: .blackhole, nextHops: []))
    }
    #expect(findings(of: rule, in: refused) == [])
    let shim = withRoute("10.5.0.192/27", via: nil, dev: 30).adding(
      Link(
        id: LinkID(namespace: SmallHost.host, index: 30), name: "shim", kind: .macvlan(mode: "bridge"),
        parent: .init(link: LinkReference(id: SmallHost.bridge, name: "br0"), index: 3)))
    #expect(findings(of: rule, in: shim) == [])
  }

  @Test("Bridges that are down, that have no address, or in another namespace share nothing")
  func innocentBridges() {
    let same = withSecondBridge("10.5.0.1/24")
    #expect(findings(of: rule, in: same.editing(other) { $0.isUp = false }) == [])
    #expect(findings(of: rule, in: same.editing(other) { $0.addresses = [] }) == [])
    let elsewhere = LinkID(namespace: SmallHost.two, index: 4)
    let apart = withSecondBridge("10.5.0.1/24", at: elsewhere)
    #expect(findings(of: rule, in: apart.editing(SmallHost.two) { $0.routes = [] }) == [])
  }

  @Test("A bridge inside a container with the subnet of the container's own uplink is told")
  func nested() {
    let snapshot = withSecondBridge("10.5.0.1/24", at: LinkID(namespace: SmallHost.two, index: 4))
    #expect(findings(of: rule, in: snapshot).map(\.title) == ["br1: packets for 10.5.0.0/24 go through eth0"])
  }

  @Test("A network without a bridge may have the subnet of the card it stands on")
  func macvlan() {
    let street = Network(
      key: NetworkKey(engine: "docker", id: "m"), id: "m", name: "street", engine: "docker", driver: "macvlan",
      subnets: [.init(prefix: SmallHost.prefix("192.0.2.0/24"))])
    #expect(findings(of: rule, in: healthy.with(networks: healthy.networks + [street])) == [])
  }

  @Test("A thousand networks with one and the same subnet are told without comparing each with each")
  func many() {
    let ids = (0..<1000).map { LinkID(namespace: SmallHost.host, index: 1000 + Int32($0)) }
    let bridges = ids.map { id in
      Link(
        id: id, name: "b\(id.index)", kind: .bridge(.init()),
        addresses: [LinkAddress(SmallHost.prefix("10.9.0.1/24"))])
    }
    let networks = bridges.map {
      Network(key: NetworkKey(bridge: $0.id), name: $0.name, driver: "bridge", bridge: $0.reference)
    }
    let snapshot = healthy.editing(SmallHost.host) { $0.links += bridges }.with(networks: healthy.networks + networks)
    #expect(findings(of: rule, in: snapshot).count == 999)
  }

  private func withRoute(_ destination: String, via gateway: String?, dev index: Int32) -> Snapshot {
    healthy.editing(SmallHost.host) { $0.routes.append(SmallHost.route(destination, via: gateway, dev: index)) }
  }

  private func withSecondBridge(_ address: String, at id: LinkID? = nil) -> Snapshot {
    let id = id ?? other
    let bridge = Link(
      id: id, name: "br1", kind: .bridge(.init()), addresses: [LinkAddress(SmallHost.prefix(address))])
    let network = Network(key: NetworkKey(bridge: id), name: "br1", driver: "bridge", bridge: bridge.reference)
    return healthy.adding(bridge).with(networks: healthy.networks + [network])
  }
}
