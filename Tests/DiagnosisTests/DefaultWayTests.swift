import Addresses
import Diagnosis
import Testing
import Topology

@Suite("Default routes that are not what they seem")
struct DefaultWayTests {
  private let healthy = SmallHost.snapshot()

  private func refusing(metric: UInt32, real: UInt32 = 100) -> Snapshot {
    healthy.editing(SmallHost.host) { host in
      host.routes[0].metric = real
      host.routes.append(Route(destination: .all(.ipv4), kind: .blackhole, metric: metric, nextHops: []))
    }
  }

  @Test("A refusal before the real default route is told with how to take it away; one in reserve is not")
  func refused() throws {
    let finding = try #require(findings(of: "refused-default", in: refusing(metric: 50)).first)
    #expect(finding.severity == .warning)
    #expect(
      finding.evidence == [
        "blackhole default route, metric 50", "the default route via 192.0.2.1 dev eth0 has metric 100 and is not used",
      ])
    #expect(finding.remedy.hasSuffix(": ip route del blackhole default metric 50"))
    #expect(findings(of: "refused-default", in: refusing(metric: 200)) == [])
    let alone = refusing(metric: 50).editing(SmallHost.host) { $0.routes.remove(at: 0) }
    #expect(findings(of: "refused-default", in: alone) == [], "somebody wants it so")
  }

  @Test("Two of one metric are a remark, the one in use first; of two metrics the better is used")
  func equal() throws {
    func second(_ metric: UInt32) -> Snapshot {
      healthy.editing(SmallHost.one) {
        $0.routes.append(SmallHost.route("default", via: "10.5.0.3", dev: 2, metric: metric))
      }
    }
    let finding = try #require(findings(of: "equal-defaults", in: second(0)).first)
    #expect(finding.severity == .info)
    #expect(
      finding.evidence == [
        "in use: default via 10.5.0.1 dev eth0", "of the same metric: default via 10.5.0.3 dev eth0",
      ])
    #expect(findings(of: "equal-defaults", in: second(100)) == [])
  }

  @Test("A silent gateway of a worse metric is nobody's concern, that of another table is")
  func exits() {
    let silent = Neighbour(address: SmallHost.address("192.0.2.9"), mac: nil, link: 2, state: .failed)
    func host(_ table: UInt32, _ metric: UInt32) -> Snapshot {
      healthy.editing(SmallHost.host) { host in
        var route = SmallHost.route("default", via: "192.0.2.9", dev: 2, metric: metric)
        route.table = table
        host.routes.append(route)
        host.neighbours = [silent]
        host.rules = [
          RoutingRule(priority: 10, action: .table(100), source: SmallHost.prefix("192.0.2.2/32")),
          RoutingRule(priority: 32766, action: .table(254)),
        ]
      }
    }
    #expect(findings(of: "gateway-silent", in: host(Route.mainTable, 500)) == [])
    #expect(findings(of: "gateway-silent", in: host(100, 0)).count == 1)
    #expect(findings(of: "gateway-silent", in: host(200, 0)) == [], "no rule leads there")
  }

  private func defaulting(_ index: Int32, via gateway: String? = nil) -> Snapshot {
    healthy.editing(SmallHost.host) { $0.routes[0] = SmallHost.route("default", via: gateway, dev: index) }
  }

  @Test("A default route through a bridge's port, onto a bridge, or to a member that sends it back gets nowhere")
  func stray() throws {
    let port = try #require(findings(of: "stray-default", in: defaulting(11)).first)
    #expect(port.severity == .error)
    #expect(port.evidence[1] == "v1 is a port of br0: what is sent through it never gets an answer")
    #expect(findings(of: "stray-default", in: defaulting(3)).count == 1)
    let loop = try #require(findings(of: "stray-default", in: defaulting(3, via: "10.5.0.2")).first)
    #expect(loop.evidence[1] == "10.5.0.2 is one/eth0, whose own default route leads back here, via 10.5.0.1")
  }

  @Test("A member with a way of its own, one that answers for others, and a link that leads out are good gateways")
  func innocents() {
    let tunnel = LinkID(namespace: SmallHost.one, index: 7)
    let viaContainer = defaulting(3, via: "10.5.0.2").adding(Link(id: tunnel, name: "tun0", kind: .tun))
      .editing(SmallHost.one) { $0.routes[0] = SmallHost.route("default", via: nil, dev: 7) }
    #expect(findings(of: "stray-default", in: viaContainer) == [])
    let proxying = defaulting(3).editing(SmallHost.eth0One) { $0.settings = LinkSettings(proxiesARP: true) }
    #expect(findings(of: "stray-default", in: proxying) == [])
    #expect(findings(of: "stray-default", in: defaulting(2)) == [])
  }

  @Test("Of one prefix behind two links the kernel's choice decides what is told")
  func samePrefix() throws {
    func route(_ metric: UInt32, address: String?) -> Snapshot {
      healthy.editing(SmallHost.host) { host in
        host.routes[2].metric = 100
        host.routes.append(SmallHost.route("10.5.0.0/24", dev: 2, metric: metric))
      }
      .editing(SmallHost.uplink) { link in
        if let address { link.addresses.append(LinkAddress(SmallHost.prefix(address))) }
      }
    }
    let lost = try #require(findings(of: "subnets-overlap", in: route(600, address: "10.5.0.9/24")).first)
    #expect(lost.severity == .warning)
    #expect(lost.title == "net0: its subnet 10.5.0.0/24 is used instead of the same one behind eth0")
    #expect(findings(of: "subnets-overlap", in: route(600, address: nil)).map(\.severity) == [.info])
    let stolen = try #require(findings(of: "subnets-overlap", in: route(50, address: nil)).first)
    #expect(stolen.title == "net0: packets for 10.5.0.0/24 go through eth0")
  }
}
