import Addresses
import Testing
import Topology

@Suite("What the kernel does with a packet to anywhere")
struct RoutingTests {
  private static let id = NamespaceID(device: 4, inode: 1)
  private static let builtIn = [
    RoutingRule(priority: 0, action: .table(255)), RoutingRule(priority: 32766, action: .table(254)),
    RoutingRule(priority: 32767, action: .table(253)),
  ]

  private func namespace(_ routes: [Route], _ rules: [RoutingRule] = []) -> Namespace {
    Namespace(
      id: Self.id, links: [Link(id: LinkID(namespace: Self.id, index: 2), name: "eth0")], routes: routes,
      rules: (Self.builtIn + rules).sorted { $0.priority < $1.priority })
  }

  private func route(_ gateway: String, table: UInt32 = Route.mainTable, metric: UInt32 = 0) -> Route {
    Route(
      destination: .all(.ipv4), table: table, metric: metric,
      nextHops: [.init(gateway: IPAddress(gateway), link: 2)])
  }

  @Test("A rule leads to the table whose gateway comes first, unless it is for other packets")
  func rules() {
    let routes = [route("10.0.0.1"), route("10.1.0.1", table: 100)]
    func gateway(_ rule: RoutingRule) -> String? { namespace(routes, [rule]).gateways.first?.words }
    #expect(gateway(RoutingRule(priority: 10, action: .table(100))) == "10.1.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), isInverted: true, mark: 0xca6c)) == "10.1.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), inputLink: "lo")) == "10.1.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), mark: 0xca6c)) == "10.0.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), source: IPPrefix("10.1.0.2/32"))) == "10.0.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), inputLink: "eth9")) == "10.0.0.1")
    #expect(gateway(RoutingRule(priority: 10, action: .table(100), hasOtherSelectors: true)) == "10.0.0.1")
    #expect(gateway(RoutingRule(priority: 40000, action: .table(100))) == "10.0.0.1")
    #expect(gateway(RoutingRule(family: .ipv6, priority: 10, action: .table(100))) == "10.0.0.1")
  }

  @Test("wg-quick's rules: the main table without its default routes, then the tunnel's")
  func wireguard() {
    let tunnel = Route(destination: .all(.ipv4), table: 51820, nextHops: [.init(gateway: nil, link: 2)])
    let space = namespace(
      [route("10.0.0.1"), tunnel],
      [
        RoutingRule(priority: 32764, action: .table(254), suppressedLength: 0),
        RoutingRule(priority: 32765, action: .table(51820), isInverted: true, mark: 0xca6c),
      ])
    #expect(space.gateways.map(\.words) == ["dev eth0"])
    #expect(space.gateways.map(\.address) == [nil])
  }

  @Test("What refuses ends the search, by a route or by a rule; throw goes on with the next rule")
  func refusals() {
    let blackhole = Route(destination: .all(.ipv4), kind: .blackhole, metric: 50, nextHops: [])
    let refused = namespace([route("10.0.0.1", metric: 100), blackhole])
    #expect(refused.gateways == [])
    #expect(refused.defaultRouting(.ipv4).refusal == "blackhole default route, metric 50")
    let byRule = namespace([route("10.0.0.1")], [RoutingRule(priority: 5, action: .prohibit)])
    #expect(byRule.gateways == [])
    #expect(byRule.defaultRouting(.ipv4).refusal == "rule 5: from all prohibit")
    let thrown = Route(destination: .all(.ipv4), kind: .throw, table: 100, nextHops: [])
    let passed = namespace([route("10.0.0.1"), thrown], [RoutingRule(priority: 5, action: .table(100))])
    #expect(passed.gateways.map(\.words) == ["10.0.0.1"])
  }

  @Test("goto leaves rules out, and two halves of all addresses come before the default route")
  func others() {
    let skipped = namespace(
      [route("10.0.0.1"), route("10.1.0.1", table: 100)],
      [RoutingRule(priority: 5, action: .goTo(20)), RoutingRule(priority: 10, action: .table(100))])
    #expect(skipped.gateways.map(\.words) == ["10.0.0.1"])
    let halves = ["0.0.0.0/1", "128.0.0.0/1"].compactMap { IPPrefix($0) }.map {
      Route(destination: $0, nextHops: [.init(gateway: IPAddress("10.8.0.1"), link: 2)])
    }
    #expect(namespace([route("10.0.0.1")] + halves).gateways.map(\.words) == ["10.8.0.1", "10.0.0.1"])
  }

  @Test("A rule reads as ip-rule(8) writes it")
  func words() {
    let rule = RoutingRule(
      priority: 100, action: .table(51820), isInverted: true, source: IPPrefix("10.0.0.0/8"), mark: 0xca6c,
      markMask: 0xffff, inputLink: "eth0", suppressedLength: 0)
    #expect(
      rule.words
        == "100: not from 10.0.0.0/8 fwmark 0xca6c/0xffff iif eth0 lookup 51820 suppress_prefixlength 0")
    #expect(
      Self.builtIn.map(\.words) == [
        "0: from all lookup local", "32766: from all lookup main", "32767: from all lookup default",
      ])
    #expect(Self.builtIn.allSatisfy { $0.isBuiltIn })
    #expect(!rule.isBuiltIn)
  }
}

@Suite("The way to one address")
struct WayTests {
  private func route(_ prefix: String, via gateway: String? = nil, _ link: Int32, metric: UInt32 = 0) throws -> Route {
    try Route(
      destination: #require(IPPrefix(prefix)), metric: metric,
      nextHops: [.init(gateway: gateway.flatMap { IPAddress($0) }, link: link)])
  }

  private func namespace(_ routes: [Route], rules: [RoutingRule]? = nil) -> Namespace {
    Namespace(id: NamespaceID(device: 4, inode: 1), routes: routes, rules: rules)
  }

  private func link(_ way: Namespace.Way) -> Int32? { if case .hop(let hop) = way { hop.link } else { nil } }

  @Test("The longest prefix decides, then the metric, among those by one link where only that will do")
  func longest() throws {
    let far = try #require(IPAddress("10.9.0.2"))
    let namespace = try namespace([
      route("0.0.0.0/0", via: "192.0.2.1", 2), route("10.9.0.0/24", 4, metric: 100), route("10.9.0.0/24", 3),
    ])
    #expect(link(namespace.way(to: far)) == 3)
    #expect(link(namespace.way(to: far, by: 4)) == 4)
    #expect(link(namespace.way(to: far, by: 2)) == 2)
    #expect(namespace.way(to: far, by: 9) == .nowhere)
    #expect(try link(namespace.way(to: #require(IPAddress("10.8.0.2")))) == 2)
  }

  @Test("A refusal is no way, several ways are not told apart, and neither is what other rules may do")
  func unknown() throws {
    let far = try #require(IPAddress("10.9.0.2"))
    let whole = try route("0.0.0.0/0", via: "192.0.2.1", 2)
    var refusal = try route("10.9.0.0/16", 2)
    (refusal.kind, refusal.nextHops) = (.blackhole, [])
    #expect(namespace([whole, refusal]).way(to: far) == .nowhere)
    var shared = whole
    shared.nextHops.append(.init(gateway: nil, link: 3))
    #expect(namespace([shared]).way(to: far) == .unknown)
    let main = RoutingRule(family: .ipv4, priority: 32766, action: .table(Route.mainTable))
    let toVRF = RoutingRule(family: .ipv4, priority: 1000, action: .table(10), hasOtherSelectors: true)
    #expect(link(namespace([whole], rules: [main]).way(to: far)) == 2)
    #expect(namespace([whole], rules: [toVRF, main]).way(to: far) == .unknown)
  }
}
