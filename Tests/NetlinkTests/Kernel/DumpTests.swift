import Addresses
import LinuxSystem
import Netlink
import SystemPackage
import TestSupport
import Testing

@Suite("Dumps of the real kernel", .requires(.root, .tool("busybox")))
struct DumpTests {
  let lab: Lab
  let namespace: LabNamespace

  init() throws {
    lab = try Lab("nl")
    namespace = try lab.namespace("a")
  }

  @Test("Links are what ip(8) lists")
  func links() throws {
    try namespace.ip(
      each: "link add br0 type bridge stp_state 1", "link add v0 type veth peer name v1", "link set v0 master br0",
      "link set br0 up", "link set v0 up", "link set v1 up", "link add link v1 name mv0 type macvlan mode vepa",
      "link add vx0 type vxlan id 42 remote 192.0.2.7 dstport 4789 dev v1", "tuntap add tap0 mode tap",
      "link set v1 alias uplink", "link property add dev v1 altname anotherName")
    let links = try namespace.asking { try $0.links() }
    let told = try namespace.told("link show")
    #expect(links.count == told.count)
    for (link, told) in zip(links, told) {
      #expect(Int(link.index) == told["ifindex"].int)
      #expect(link.name == told["ifname"].string)
      #expect(link.mtu.map(Int.init) == told["mtu"].int)
      #expect(link.alias == told["ifalias"].string)
      #expect(link.kind.name == told["linkinfo"]["info_kind"].string)
      #expect("\(link.operationalState)".lowercased() == told["operstate"].string?.lowercased())
      #expect(link.hardwareType != 1 || link.mac?.description == told["address"].string)
      #expect(link.alternativeNames == told["altnames"].array.compactMap(\.string))
      #expect(links.first { $0.index == link.master }?.name == told["master"].string)
      #expect(link.statistics != nil)
    }
  }

  @Test("Rules are what ip(8) lists, in its order")
  func rules() throws {
    try namespace.ip(
      each: "rule add pref 100 not fwmark 0xca6c/0xffff lookup 51820 suppress_prefixlength 0",
      "rule add pref 50 from 10.1.0.0/16 to 192.0.2.0/24 iif lo lookup 100", "rule add pref 60 blackhole",
      "rule add pref 70 ipproto tcp dport 80 lookup 7", "-6 rule add pref 90 from fd00::/8 lookup 9")
    let rules = try namespace.asking { try $0.rules() }
    #expect(rules.filter { $0.family == .ipv4 }.map(\.priority) == [0, 50, 60, 70, 100, 32766, 32767])
    let marked = try #require(rules.first { $0.priority == 100 })
    #expect(marked.isInverted && marked.mark == 0xca6c && marked.markMask == 0xffff)
    #expect(marked.suppressedLength == 0 && marked.action == .table(51820))
    let narrow = try #require(rules.first { $0.priority == 50 })
    #expect(narrow.source?.description == "10.1.0.0/16" && narrow.destination?.description == "192.0.2.0/24")
    #expect(narrow.inputLink == "lo" && narrow.action == .table(100) && !narrow.hasOtherSelectors)
    #expect(rules.first { $0.priority == 60 }?.action == .blackhole)
    #expect(rules.first { $0.priority == 70 }?.hasOtherSelectors == true)
    #expect(rules.first { $0.priority == 90 }?.source?.description == "fd00::/8")
  }

  @Test("Forwarding, a link's settings, the route in use and listening sockets are as they were set")
  func settings() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up",
      "addr add 10.7.0.1/24 dev v0", "route add default via 10.7.0.2")
    for (key, value) in [
      ("net.ipv4.ip_forward", "1"), ("net.ipv4.conf.v0.proxy_arp", "1"), ("net.ipv4.conf.v0.arp_ignore", "2"),
      ("net.ipv4.conf.v1.forwarding", "0"), ("net.ipv4.conf.v0.rp_filter", "2"),
    ] { try namespace.sysctl(key, value) }
    let forwarding = try namespace.asking { try $0.forwarding(.ipv4) }
    #expect(forwarding.forwards == true)
    #expect(!forwarding.proxiesNeighbours)
    let (v0, v1) = try namespace.asking { (try $0.link(named: "v0").settings, try $0.link(named: "v1").settings) }
    #expect(v0?.proxiesARP == true && v0?.ignoredARP == 2 && v0?.reversePathFilter == 2 && v0?.forwards == true)
    #expect(v1?.proxiesARP == false && v1?.forwards == false)
    let route = try namespace.asking { try $0.route(to: IPAddress(ipv4: 0xcb00_7109)) }
    #expect(route.gateway?.description == "10.7.0.2")
    let server = try namespace.command("busybox", ["httpd", "-f", "-p", "10.7.0.1:8017"]).start()
    defer { server.kill() }
    try eventually("the listener is listed") {
      try namespace.inside {
        var sockets = try SocketDiagnostics.socketDiagnostics()
        return try sockets.tcpListeners().contains { $0.port == 8017 && $0.address.description == "10.7.0.1" }
      }
    }
  }

  @Test("Next-hop objects are what ip(8) lists, and routes name theirs", arguments: ["0", "1"])
  func nextHops(tellsWays: String) throws {
    try namespace.sysctl("net.ipv4.nexthop_compat_mode", tellsWays)
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up", "addr add 10.7.0.1/24 dev v0",
      "nexthop add id 1 via 10.7.0.2 dev v0", "nexthop add id 2 via 10.7.0.3 dev v0 onlink",
      "nexthop add id 3 group 1,3/2", "nexthop add id 4 blackhole", "nexthop add id 5 via 192.0.2.7 fdb",
      "nexthop add id 6 group 5 fdb", "route add default nhid 3", "route add 10.8.0.0/16 nhid 4",
      "route add 10.9.0.0/16 nhid 1")
    let objects = try namespace.asking { try $0.nextHops() }
    #expect(objects.map(\.id) == [1, 2, 3, 4, 5, 6])
    let v0 = try namespace.asking { try $0.link(named: "v0").index }
    #expect(objects[0].gateway?.description == "10.7.0.2" && objects[0].outputInterface == v0)
    #expect(objects.map { $0.flags & 4 != 0 } == [false, true, false, false, false, false])
    #expect(objects[2].members.map(\.id) == [1, 2] && objects[2].members.map(\.weight) == [3, 1])
    #expect(objects.map(\.isBlackhole) == [false, false, false, true, false, false])
    #expect(objects.map(\.isForForwarding) == [false, false, false, false, true, true])
    #expect(objects[4].gateway?.description == "192.0.2.7" && objects[4].outputInterface == nil)
    let routes = try namespace.asking { try $0.routes(table: 254, .ipv4) }
    func route(_ destination: String) throws -> RouteMessage {
      try #require(routes.first { $0.destination.description == destination })
    }
    let (first, hole, single) = (try route("0.0.0.0/0"), try route("10.8.0.0/16"), try route("10.9.0.0/16"))
    #expect([first, hole, single].map(\.nextHopID) == [3, 4, 1])
    #expect(hole.kind == .blackhole)
    #expect(first.nextHops.map(\.weight) == (tellsWays == "1" ? [3, 1] : []))
    #expect(single.gateway == (tellsWays == "1" ? objects[0].gateway : nil))
  }

  @Test("Proxied neighbours are what ip(8) lists")
  func proxies() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "neigh add proxy 10.7.0.9 dev v0", "neigh add proxy fd00::9 dev v1")
    let proxies = try namespace.asking { try $0.proxyNeighbours() }
    #expect(Set(proxies.compactMap { $0.destination?.description }) == ["10.7.0.9", "fd00::9"])
    #expect(
      try Set(proxies.map(\.index))
        == Set(namespace.asking { try [$0.link(named: "v0").index, $0.link(named: "v1").index] }))
  }

  @Test("A link's IPv6 settings and a port's flags are as they were set")
  func flags() throws {
    try namespace.ip(
      each: "link add br0 type bridge", "link add v0 type veth peer name v1", "link set v0 master br0",
      "link set v1 arp off", "tuntap add t0 mode tap user 1000 group 7")
    try namespace.run(
      "bridge", "link", "set", "dev", "v0", "flood", "off", "mcast_flood", "off", "bcast_flood", "off",
      "learning", "off", "neigh_suppress", "on")
    for (key, value) in [("accept_ra", "2"), ("proxy_ndp", "1"), ("forwarding", "1")] {
      try namespace.sysctl("net.ipv6.conf.v1.\(key)", value)
    }
    try namespace.sysctl("net.ipv6.conf.br0.disable_ipv6", "1")
    let links = try namespace.asking { try $0.links() }
    func link(_ name: String) throws -> LinkMessage { try #require(links.first { $0.name == name }) }
    let settings = try #require(try link("v1").settings?.ipv6)
    #expect(settings.acceptedAdvertisements == 2 && settings.proxiesNDP && settings.forwards && !settings.isOff)
    #expect(try link("br0").settings?.ipv6?.isOff == true && link("br0").hasIPv6 == false)
    #expect(try link("v1").flags.contains(.noARP) && !link("v0").flags.contains(.noARP))
    guard case .bridge(let port) = try link("v0").port else { throw Unexpected(what: "no port") }
    #expect(!port.isFlooding && !port.floodsMulticast && !port.floodsBroadcast && !port.isLearning)
    #expect(port.suppressesNeighbours && !port.isLocked)
    guard case .tun(let tun) = try link("t0").kind else { throw Unexpected(what: "no tap") }
    #expect(tun.owner == 1000 && tun.group == 7)
  }

  @Test("One link can be asked for by index and by name")
  func oneLink() throws {
    try namespace.ip(each: "link add v0 type veth peer name v1")
    let (byName, byIndex) = try namespace.asking { kernel in
      let link = try kernel.link(named: "v0")
      return (link, try kernel.link(link.index))
    }
    #expect(byName.name == "v0" && byName.kind == .veth)
    #expect(byName.index == byIndex.index)
    let missing = #expect(throws: NetlinkError.self) { _ = try namespace.asking { try $0.link(named: "none") } }
    #expect(missing?.cause == .refused(.operationNotSupportedByDevice))
  }

  @Test("Addresses are what ip(8) lists")
  func addresses() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up",
      "addr add 10.1.2.3/24 brd + dev v0 label v0:x", "addr add 10.9.0.1 peer 10.9.0.2/32 dev v0",
      "addr add fd00::5/64 dev v1 nodad valid_lft 3600 preferred_lft 1800")
    let addresses = try namespace.asking { try $0.addresses() }
    let told = try namespace.told("addr show").flatMap { link in
      link["addr_info"].array.compactMap { address in
        address["local"].string.map { "\(link["ifindex"].int ?? 0) \($0)/\(address["prefixlen"].int ?? -1)" }
      }
    }
    #expect(addresses.map { "\($0.index) \($0.prefix)" }.sorted() == told.sorted())
    let labelled = try #require(addresses.first { $0.label == "v0:x" })
    #expect(labelled.broadcast == IPAddress("10.1.2.255") && labelled.peer == nil)
    #expect(labelled.flags.contains(.permanent) && labelled.validLifetime == nil)
    #expect(addresses.contains { $0.peer == IPAddress("10.9.0.2") && $0.prefix.address == IPAddress("10.9.0.1") })
    let passing = try #require(addresses.first { $0.prefix.address == IPAddress("fd00::5") })
    #expect(
      (3590...3600).contains(passing.validLifetime ?? 0) && (1790...1800).contains(passing.preferredLifetime ?? 0))
  }

  @Test("Routes are what ip(8) lists, table by table")
  func routes() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up", "addr add 10.1.2.3/24 dev v0",
      "addr add fd00::5/64 dev v1 nodad", "route add default via 10.1.2.1 metric 7 mtu 1400",
      "route add 10.5.0.0/16 nexthop via 10.1.2.9 weight 3 nexthop via 10.1.2.8",
      "route add 10.6.0.0/16 via inet6 fd00::9 dev v1", "route add unreachable 10.7.0.0/16",
      "-6 route add fd01::/48 via fd00::1", "route add 10.8.0.0/16 via 10.1.2.4 table 1234")
    let (main, other, none, all) = try namespace.asking {
      (try $0.routes(), try $0.routes(table: 1234), try $0.routes(table: 77), try $0.routes(table: nil))
    }
    let told = try namespace.told("-4 route show") + namespace.told("-6 route show")
    #expect(main.map(Self.name).sorted() == told.compactMap { $0["dst"].string }.sorted())
    let first = try #require(main.first { $0.destination == .all(.ipv4) })
    #expect(first.gateway == IPAddress("10.1.2.1") && first.metric == 7 && first.mtu == 1400)
    let several = try #require(main.first { Self.name($0) == "10.5.0.0/16" })
    #expect(several.nextHops.map(\.weight) == [3, 1])
    #expect(several.nextHops.map(\.gateway) == [IPAddress("10.1.2.9"), IPAddress("10.1.2.8")])
    #expect(main.first { Self.name($0) == "10.6.0.0/16" }?.gateway == IPAddress("fd00::9"))
    #expect(main.first { Self.name($0) == "10.7.0.0/16" }?.kind == .unreachable)
    #expect(other.map(Self.name) == ["10.8.0.0/16"])
    #expect(none.isEmpty)
    #expect(all.count > main.count + other.count)
    let (butLocal, addresses, all4) = try namespace.asking {
      var (routes, addresses) = ([RouteMessage](), [AddressMessage]())
      try $0.forEachRoute(restart: { routes = [] }) { routes.append($0) }
      try $0.forEachAddress(.ipv4, restart: { addresses = [] }) { addresses.append($0) }
      return (routes, addresses, try $0.addresses(.ipv4))
    }
    #expect(butLocal == all.filter { $0.table != RouteMessage.Table.local })
    #expect(butLocal.contains { $0.table == 1234 })
    #expect(addresses == all4 && !addresses.isEmpty)
  }

  @Test("Neighbours and forwarding tables are told with their links")
  func neighbours() throws {
    try namespace.ip(
      each: "link add br0 type bridge", "link add v0 type veth peer name v1", "link set v0 master br0",
      "link set br0 up", "link set v0 up", "link set v1 up", "addr add 10.1.2.3/24 dev v1",
      "neigh add 10.1.2.4 lladdr 02:00:00:00:00:04 dev v1",
      "link add vx0 type vxlan id 42 dstport 4789")
    try namespace.run("bridge", "fdb", "add", "02:00:00:00:00:09", "dev", "v0", "master", "static")
    try namespace.run("bridge", "fdb", "add", "02:00:00:00:00:0a", "dev", "vx0", "dst", "192.0.2.9")
    let (links, neighbours, forwarding) = try namespace.asking {
      (try $0.links(), try $0.neighbours(), try $0.bridgeForwarding())
    }
    func index(_ name: String) -> InterfaceIndex? { links.first { $0.name == name }?.index }
    let neighbour = try #require(neighbours.first { $0.destination == IPAddress("10.1.2.4") })
    #expect(neighbour.mac == MACAddress("02:00:00:00:00:04") && neighbour.state == .permanent)
    #expect(neighbour.index == index("v1"))
    let entry = try #require(forwarding.first { $0.mac == MACAddress("02:00:00:00:00:09") })
    #expect(entry.index == index("v0") && entry.master == index("br0") && entry.state == .noARP)
    let remote = try #require(forwarding.first { $0.mac == MACAddress("02:00:00:00:00:0a") })
    #expect(remote.index == index("vx0") && remote.destination == IPAddress("192.0.2.9"))
  }

  @Test("One neighbour can be asked for: the answer is what the list has of it, or nothing")
  func neighbour() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up", "addr add 10.1.2.3/24 dev v1",
      "addr add fd00:1::3/64 dev v1 nodad", "neigh add 10.1.2.4 lladdr 02:00:00:00:00:04 dev v1",
      "neigh add fd00:1::4 lladdr 02:00:00:00:00:06 dev v1 nud stale", "neigh add 10.1.2.5 nud failed dev v1")
    let link = try namespace.asking { try $0.link(named: "v1").index }
    let other = try namespace.asking { try $0.link(named: "v0").index }
    let listed = try namespace.asking { try $0.neighbours() }
    for text in ["10.1.2.4", "10.1.2.5", "fd00:1::4"] {
      let address = try #require(IPAddress(text))
      var found = try #require(try namespace.asking { try $0.neighbour(address, on: link) })
      let entry = try #require(listed.first { $0.destination == address })
      // It has grown older.
      found.age = entry.age
      #expect(found == entry)
      #expect(try namespace.asking { try $0.neighbour(address, on: other) } == nil)
    }
    let unknown = try #require(IPAddress("10.1.2.6"))
    #expect(try namespace.asking { try $0.neighbour(unknown, on: link) } == nil)
  }

  @Test("Bridges and their ports are listed as such, also where the kernel filters no VLANs")
  func bridges() throws {
    try namespace.ip(
      each: "link add br0 type bridge", "link add v0 type veth peer name v1", "link set v0 master br0",
      "link set v0 type bridge_slave hairpin on isolated on cost 9")
    let (ports, link) = try namespace.asking { (try $0.bridgeVLANs(), try $0.link(named: "v0")) }
    #expect(ports.map(\.name).sorted() == ["br0", "v0"])
    guard case .bridge(let port) = link.port else { throw Unexpected(what: link.port) }
    #expect(port.isHairpin && port.isIsolated && port.cost == 9 && port.state == .disabled)
  }

  @Test("The cheap dump of counters tells what the dump of links tells")
  func statistics() throws {
    try namespace.ip(
      each: "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up", "addr add 10.1.2.3/24 dev v0")
    try namespace.run("busybox", "ping", "-c", "2", "127.0.0.1")
    let (links, statistics) = try namespace.asking { (try $0.links(), try $0.linkStatistics()) }
    #expect(links.map(\.index) == statistics.map(\.index))
    let loopback = try #require(links.first { $0.name == "lo" })
    #expect(loopback.statistics?.rxPackets ?? 0 >= 4)
    #expect(statistics.first { $0.index == loopback.index }?.statistics == loopback.statistics)
  }

  @Test("A veth's peer in another namespace is told by that namespace's number, which dumps can be asked for with")
  func namespaceIDs() throws {
    let other = try lab.namespace("b")
    try lab.connect(namespace, "toB", other, "eth0")
    try other.addAddress("10.3.0.2/24", to: "eth0")
    let path = other.path
    let (link, id, ids, links, addresses) = try namespace.asking { kernel in
      let id = try kernel.namespaceID(of: NamespaceDescriptor(path: path))
      return (
        try kernel.link(named: "toB"), id, try kernel.namespaceIDs(), try kernel.links(of: .id(id ?? -1)),
        try kernel.addresses(of: .id(id ?? -1))
      )
    }
    let number = try #require(id)
    #expect(link.linkNamespaceID == number && ids.contains(number))
    #expect(links.first { $0.name == "eth0" }?.index == link.link)
    #expect(addresses.contains { $0.prefix.description == "10.3.0.2/24" })
    let stranger = try lab.namespace("c").path
    #expect(try namespace.asking { try $0.namespaceID(of: NamespaceDescriptor(path: stranger)) } == nil)
  }

  @Test("A namespace's cookie is its own")
  func cookies() throws {
    let other = try lab.namespace("b")
    let (one, again) = try namespace.asking {
      (try $0.transport.namespaceCookie(), try Rtnetlink().transport.namespaceCookie())
    }
    #expect(one == again)
    #expect(try other.asking { try $0.transport.namespaceCookie() } != one)
  }

  private static func name(_ route: RouteMessage) -> String {
    let destination = route.destination
    if destination.length == 0 { return "default" }
    return destination.length == destination.address.family.bitWidth ? "\(destination.address)" : "\(destination)"
  }
}

/// A value of a shape that a test did not expect.
struct Unexpected: Error {
  let what: String
  init(what: some Any) { self.what = "\(what)" }
}
