import Addresses
import TestSupport
import Testing
import Topology

@testable import Observation

@Suite("Agreement with ip and bridge", .requires(.root))
struct IPAgreementTests {
  /// A namespace with something of everything.
  private func furnished(_ lab: Lab) throws -> LabNamespace {
    let (namespace, other) = (try lab.namespace("x"), try lab.namespace("y"))
    try lab.connect(namespace, "eth0", other, "peer0")
    try namespace.addBridge("br0")
    try namespace.addVeth("port0", "port1")
    try namespace.ip("link", "set", "port0", "master", "br0")
    try namespace.run("bridge", "fdb", "add", "02:00:00:00:00:aa", "dev", "port0", "master", "static")
    try namespace.ip("link", "set", "port1", "mtu", "1400")
    try namespace.ip("link", "set", "port1", "alias", "an alias")
    try namespace.addAddress("10.9.0.1/24", to: "eth0")
    try namespace.addAddress("fd00:9::1/64", to: "eth0")
    try namespace.addAddress("10.9.1.1/24", to: "br0")
    try namespace.addRoute("default", via: "10.9.0.254")
    try namespace.addRoute("default", via: "fd00:9::fe")
    try namespace.ip(
      "route", "add", "10.20.0.0/16", "nexthop", "via", "10.9.0.2", "nexthop", "via", "10.9.0.3", "weight", "3")
    try namespace.ip("route", "add", "blackhole", "10.30.0.0/16")
    try namespace.ip("route", "add", "10.40.0.0/16", "via", "10.9.0.4", "table", "100", "metric", "7")
    try namespace.ip("neigh", "add", "10.9.0.7", "lladdr", "02:00:00:00:00:07", "dev", "eth0")
    return namespace
  }

  @Test("Links are as ip says")
  func links() throws {
    let lab = try Lab("obsip")
    let namespace = try furnished(lab)
    let told = try namespace.ipJSON("address", "show").array
    let snapshot = try Observer.readOnce(deep: false)
    let seen = try #require(snapshot.named(namespace))
    #expect(seen.links.map(\.index) == told.compactMap { $0["ifindex"].int.map(Int32.init) }.sorted())
    for json in told {
      let link = try #require(json["ifname"].string.flatMap { seen.link(named: $0) })
      #expect(link.index == json["ifindex"].int.map(Int32.init))
      #expect(link.mtu == json["mtu"].int.map(UInt32.init))
      #expect(link.operationalState.rawValue == json["operstate"].string?.lowercased())
      #expect(link.alias == json["ifalias"].string)
      if json["link_type"].string == "ether" { #expect(link.mac?.description == json["address"].string) }
      #expect(link.kind == .loopback || link.kind.name == json["linkinfo"]["info_kind"].string)
      #expect(link.master.flatMap { seen.link(index: $0)?.name } == json["master"].string)
      #expect(link.isUp == json["flags"].array.contains(.string("UP")))
      let addresses = json["addr_info"].array.map { "\($0["local"].string ?? "")/\($0["prefixlen"].int ?? -1)" }
      #expect(link.addresses.map(\.prefix.description) == addresses)
      let counters = try #require(snapshot.counters(of: link))
      #expect(counters.rxErrors == json["stats64"]["rx"]["errors"].int.map(UInt64.init))
      #expect(counters.txBytes <= json["stats64"]["tx"]["bytes"].int.map(UInt64.init) ?? 0 || link.isUp)
    }
  }

  @Test("Routes of all tables but local are as ip says")
  func routes() throws {
    let lab = try Lab("obsip")
    let namespace = try furnished(lab)
    let routes = try #require(try Observer.readOnce(deep: false).named(namespace)).routes
    let told = try namespace.ipJSON("route", "show", "table", "main").array
    let main = routes.filter { $0.table == Route.mainTable && $0.destination.address.family == .ipv4 }
    let spelled = main.map { $0.isDefault ? "default" : $0.destination.description }
    #expect(spelled.sorted() == told.compactMap { $0["dst"].string }.sorted())
    #expect(!routes.contains { $0.table == 255 })
    let multipath = routes.first { $0.destination.description == "10.20.0.0/16" }
    #expect(multipath?.nextHops.map(\.gateway?.description) == ["10.9.0.2", "10.9.0.3"])
    #expect(multipath?.nextHops.map(\.weight) == [1, 3])
    #expect(routes.first { $0.destination.description == "10.30.0.0/16" }?.kind == .blackhole)
    let other = routes.first { $0.destination.description == "10.40.0.0/16" }
    #expect(other?.table == 100)
    #expect(other?.metric == 7)
  }

  @Test("Gateways, neighbours and forwarding entries are there")
  func tables() throws {
    let lab = try Lab("obsip")
    let namespace = try furnished(lab)
    let seen = try #require(try Observer.readOnce(deep: false).named(namespace))
    #expect(seen.gateways.map(\.words) == ["10.9.0.254", "fd00:9::fe"])
    #expect(seen.gateways.map(\.link) == ["eth0", "eth0"])
    let neighbour = seen.neighbours.first { $0.address.description == "10.9.0.7" }
    #expect(neighbour?.state == .permanent)
    #expect(neighbour?.mac?.description == "02:00:00:00:00:07")
    let entry = seen.forwarding.first { $0.mac.description == "02:00:00:00:00:aa" }
    #expect(entry?.port == seen.link(named: "port0")?.index)
    #expect(entry?.bridge == seen.link(named: "br0")?.index)
  }

  @Test("Of many namespaces the entries of gateways are read, and all neighbours where findings rest on any of them")
  func tablesForFindings() throws {
    let lab = try Lab("obsip")
    let (plain, bridging, hub) = (try lab.namespace("x"), try lab.namespace("y"), try lab.namespace("hub"))
    try lab.connect(plain, "eth0", bridging, "eth0")
    // More than are few.
    _ = try lab.namespaces(101, around: hub)
    try bridging.addBridge("br0")
    for (namespace, host) in [(plain, 1), (bridging, 2)] {
      try namespace.addAddress("10.9.0.\(host)/24", to: "eth0")
      try namespace.addRoute("default", via: "10.9.0.254")
      try namespace.ip("neigh", "add", "10.9.0.254", "nud", "failed", "dev", "eth0")
      try namespace.ip("neigh", "add", "10.9.0.7", "lladdr", "02:00:00:00:00:07", "dev", "eth0")
    }
    let snapshot = try Observer.readOnce(deep: false, tables: .findings)
    func neighbours(_ namespace: LabNamespace) throws -> [String] {
      try #require(snapshot.named(namespace)).neighbours.filter { $0.address.description.hasPrefix("10.9.") }
        .map { "\($0.address) \($0.state)" }.sorted()
    }
    #expect(try neighbours(plain) == ["10.9.0.254 failed"])
    #expect(try neighbours(bridging) == ["10.9.0.254 failed", "10.9.0.7 permanent"])
  }

  @Test(
    "The VLANs of a port are as bridge says",
    .kernelHas("VLAN filtering", .script("ip link add br0 type bridge && ip link set br0 type bridge vlan_filtering 1"))
  )
  func vlans() throws {
    let lab = try Lab("obsip")
    let namespace = try lab.namespace("x")
    try namespace.addVeth("port0", "port1")
    try namespace.addBridge("br0", ports: ["port0"])
    try namespace.ip("link", "set", "br0", "type", "bridge", "vlan_filtering", "1")
    try namespace.run("bridge", "vlan", "add", "dev", "port0", "vid", "10", "pvid", "untagged")
    try namespace.run("bridge", "vlan", "add", "dev", "port0", "vid", "20-22")
    let seen = try #require(try Observer.readOnce(deep: false).named(namespace))
    let vlans = try #require(seen.link(named: "port0")?.port?.vlans)
    #expect(vlans.map(\.id) == [1, 10, 20, 21, 22])
    #expect(vlans.first { $0.isPVID }?.id == 10)
    #expect(seen.link(named: "br0")?.kind == .bridge(.init(filtersVLANs: true)))
  }
}
