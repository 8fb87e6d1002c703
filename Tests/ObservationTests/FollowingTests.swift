import Addresses
import LinuxSystem
import TestSupport
import Testing
import Topology

@testable import Observation

/// Something that happens in a namespace.
struct Happening: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// `ip` commands before the observer starts, and those that are to be seen.
  let before, commands: [String]
  /// How the namespace looks then.
  let isSeen: @Sendable (Namespace) -> Bool

  private init(
    _ name: String, before: [String] = [], _ commands: String..., isSeen: @escaping @Sendable (Namespace) -> Bool
  ) {
    testDescription = name
    self.before = before
    self.commands = commands
    self.isSeen = isSeen
  }

  static let all = [
    Happening("a link comes", "link add br0 type bridge") { $0.link(named: "br0")?.kind.isBridge ?? false },
    Happening("a link goes", before: ["link add br0 type bridge"], "link del br0") { $0.link(named: "br0") == nil },
    Happening("a link is set down", "link set eth0 down") { $0.link(named: "eth0")?.isUp == false },
    Happening("a link gets another MTU", "link set eth0 mtu 1400") { $0.link(named: "eth0")?.mtu == 1400 },
    Happening("a link gets another name", "link set eth0 name wan0") { $0.link(named: "wan0") != nil },
    Happening("a link gets another hardware address", "link set eth0 address 02:00:00:00:00:07") {
      $0.link(named: "eth0")?.mac == MACAddress("02:00:00:00:00:07")
    },
    Happening("a link is told about in words", "link set eth0 alias uplink") {
      $0.link(named: "eth0")?.alias == "uplink"
    },
    Happening("a link becomes a port", before: ["link add br0 type bridge"], "link set eth0 master br0") {
      $0.link(named: "eth0")?.master == $0.link(named: "br0")?.index
    },
    Happening(
      "a link is a port no more", before: ["link add br0 type bridge", "link set eth0 master br0"],
      "link set eth0 nomaster"
    ) { $0.link(named: "eth0")?.master == nil },
    Happening("an address comes", "address add 10.9.8.7/24 dev eth0") { has("10.9.8.7/24", $0) },
    Happening("an address goes", before: ["address add 10.9.8.7/24 dev eth0"], "address del 10.9.8.7/24 dev eth0") {
      !has("10.9.8.7/24", $0)
    },
    Happening("an IPv6 address comes", "address add 2001:db8::7/64 dev eth0 nodad") { has("2001:db8::7/64", $0) },
    Happening(
      "a route comes", before: ["address add 10.9.8.7/24 dev eth0"], "route add default via 10.9.8.1"
    ) { $0.gateways.map(\.address) == [IPAddress("10.9.8.1")] },
    Happening(
      "a route by a next-hop object comes, and another way takes the object's place",
      before: [
        "address add 10.9.8.7/24 dev eth0", "nexthop add id 1 via 10.9.8.1 dev eth0", "route add default nhid 1",
      ], "nexthop replace id 1 via 10.9.8.2 dev eth0"
    ) { $0.gateways.map(\.address) == [IPAddress("10.9.8.2")] && $0.routes.contains { $0.nextHopID == 1 } },
    Happening(
      "a route goes", before: ["address add 10.9.8.7/24 dev eth0", "route add default via 10.9.8.1"],
      "route del default"
    ) { $0.gateways.isEmpty },
    Happening(
      "routes go with their link", before: ["address add 10.9.8.7/24 dev eth0", "route add default via 10.9.8.1"],
      "link set eth0 down"
    ) { $0.gateways.isEmpty && $0.routes.allSatisfy { $0.destination.address.family == .ipv6 } },
  ]

  private static func has(_ address: String, _ namespace: Namespace) -> Bool {
    namespace.link(named: "eth0")?.addresses.contains { $0.prefix.description == address } ?? false
  }
}

@Suite("Following a host", .requires(.root))
struct FollowingTests {
  @Test("By events alone, in another namespace it is seen that", arguments: Happening.all)
  func elsewhere(_ happening: Happening) throws {
    let lab = try Lab("fol")
    let (host, container) = (try lab.namespace("host"), try lab.namespace("ctr"))
    try lab.connect(host, "veth0", container, "eth0")
    try expect(happening, in: container, FollowedHost(lab, host), prepared: container.prepare(happening))
  }

  @Test("By events alone, in gantry's own namespace it is seen that", arguments: Happening.all)
  func atHome(_ happening: Happening) throws {
    let lab = try Lab("fol")
    let (host, other) = (try lab.namespace("host"), try lab.namespace("other"))
    try lab.connect(host, "eth0", other, "far0")
    try expect(happening, in: host, FollowedHost(lab, host), prepared: host.prepare(happening))
  }

  @Test("By looking once in a while, in a namespace that cannot be heard it is seen that", arguments: Happening.all)
  func unheard(_ happening: Happening) throws {
    let lab = try Lab("fol")
    let (host, one, other) = (try lab.namespace("host"), try lab.namespace("one"), try lab.namespace("other"))
    try lab.connect(one, "eth0", other, "far0")
    let pace = Observer.Pace(interval: 50_000_000, deepInterval: 3_600_000_000_000)
    let followed = try FollowedHost(lab, host, pace)
    #expect(try followed.fresh().named(one)?.nsid == nil)
    try expect(happening, in: one, followed, prepared: one.prepare(happening))
  }

  private func expect(
    _ happening: Happening, in namespace: LabNamespace, _ followed: FollowedHost, prepared: Void
  ) throws {
    try followed.expectTruth()
    for command in happening.commands { try namespace.ip(words: command) }
    try followed.wait(happening.testDescription) { $0.named(namespace).map(happening.isSeen) ?? false }
    try followed.expectTruth()
  }

  @Test("By events alone, a namespace that is wired to gantry's own comes and goes")
  func comesAndGoes() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let followed = try FollowedHost(lab, host)
    let container = try lab.namespace("ctr")
    try lab.connect(host, "veth0", container, "eth0")
    let seen = try followed.wait("the pair") { $0.named(container)?.link(named: "eth0")?.peer?.proof == .proved }
    #expect(seen.named(container)?.nsid != nil)
    try container.unname()
    try followed.wait("the end of both") { $0.named(container) == nil && $0.named(host)?.link(named: "veth0") == nil }
    try followed.expectTruth()
  }

  @Test("A number that the kernel gives away again is not taken for the namespace that had it before")
  func reusedNumber() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let followed = try FollowedHost(lab, host)
    var numbers: [Int32?] = []
    for round in 0..<4 {
      let container = try lab.namespace("ctr\(round)")
      try lab.connect(host, "veth\(round)", container, "eth0")
      let seen = try followed.wait("the pair") { $0.named(container)?.nsid != nil }
      numbers.append(seen.named(container)?.nsid)
      try container.ip("link", "set", "eth0", "name", "round\(round)")
      try followed.wait("its new name") { $0.named(container)?.link(named: "round\(round)") != nil }
      try container.unname()
      try followed.wait("its end") { $0.named(container) == nil }
    }
    #expect(Set(numbers).count < numbers.count)
  }

  @Test("Namespaces that come and go faster than they can be read leave a true picture")
  func comingAndGoing() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let followed = try FollowedHost(lab, host)
    let names = (0..<60).map { "\(lab.name)-q\($0)" }
    for (number, name) in names.enumerated() {
      try lab.batch([
        "netns add \(name)", "link add v\(number) netns \(host.name) up type veth peer name eth0 netns \(name)",
      ])
      if number % 3 != 0 { try lab.batch(["netns del \(name)"]) }
    }
    try followed.expectTruth()
    let last = try followed.fresh()
    #expect(last.named(host)?.links.filter { $0.kind == .veth }.count == 20)
  }

  @Test("A storm of 2,000 link events leaves a true picture, and the picture is kept up to date meanwhile")
  func storm() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let containers = try lab.namespaces(20, around: host)
    let followed = try FollowedHost(lab, host)
    for round in 0..<10 {
      for container in containers {
        try container.batch((0..<10).map { "link set eth0 mtu \(1000 + round * 10 + $0)" })
      }
    }
    try followed.wait("the last of them all") { snapshot in
      containers.allSatisfy { snapshot.named($0)?.link(named: "eth0")?.mtu == 1099 }
    }
    try followed.expectTruth()
  }

  @Test("500 namespaces that are taken down at once are gone, and so are their cables", .timeLimit(.minutes(3)))
  func teardown() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let containers = try lab.namespaces(500, around: host)
    let followed = try FollowedHost(lab, host, .init(interval: 200_000_000, deepInterval: 3_600_000_000_000))
    try followed.wait("all of them") { $0.named(host)?.links.count { $0.peer?.proof == .proved } == 500 }
    try lab.batch(containers.map { "netns del \($0.name)" })
    try followed.wait("none of them", within: .seconds(60)) { $0.named(host)?.links.count == 1 }
    try followed.expectTruth()
  }

  @Test("Where netlink does not answer in time, the counters are those of /proc/net/dev")
  func stalled() throws {
    let lab = try Lab("fol")
    let host = try lab.namespace("host")
    let readAt = try FollowedHost.inside(host) {
      let deliveries = try Mailbox<Delivery>()
      var kernel = try KernelObservation { delivery in
        // Netlink's counters never come.
        if case .counters = delivery { return }
        deliveries.send(delivery)
      }
      let start = Instant.now
      _ = try kernel.readOnce(deliveries)
      kernel.tick(at: start, shown: [])
      let due = try #require(kernel.nextDue.map { max($0, start.advanced(by: 100_000_000)) })
      kernel.work(at: due, [])
      let own = try #require(kernel.model.own)
      return (due, kernel.model.table[LinkID(namespace: own, index: 1)]?.readAt)
    }
    #expect(readAt.0 == readAt.1)
  }

  @Test("Counters of a cable's far end are those of the near one the other way round")
  func mirrored() throws {
    let lab = try Lab("fol")
    let (host, container) = (try lab.namespace("host"), try lab.namespace("ctr"))
    try lab.connect(host, "veth0", container, "eth0")
    try host.addAddress("10.7.7.1/24", to: "veth0")
    try container.addAddress("10.7.7.2/24", to: "eth0")
    let followed = try FollowedHost(lab, host, .init(interval: 50_000_000, deepInterval: 3_600_000_000_000))
    try container.run("busybox", "ping", "-q", "-c", "20", "-i", "0.01", "10.7.7.1")
    let told = try #require(container.ipJSON("link", "show", "eth0").array.first)["stats64"]["tx"]["packets"]
    let least = UInt64(try #require(told.int))
    let seen = try followed.wait("what was sent") {
      $0.counters(of: "eth0", in: container).map { $0.txPackets >= least } ?? false
    }
    let near = try #require(seen.counters(of: "veth0", in: host))
    let far = try #require(seen.counters(of: "eth0", in: container))
    if near.readAt == far.readAt {
      #expect((near.rxBytes, near.rxPackets, near.txBytes) == (far.txBytes, far.txPackets, far.rxBytes))
    }
    #expect(least >= 20)
  }
}

extension LabNamespace {
  fileprivate func ip(words: String) throws {
    try Command("ip", ["-n", name] + words.split(separator: " ").map(String.init))()
  }

  /// Many commands in one process.
  fileprivate func batch(_ commands: [String]) throws {
    try Command("ip", ["-n", name, "-batch", "-"]).with(input: commands.joined(separator: "\n") + "\n")()
  }

  fileprivate func prepare(_ happening: Happening) throws {
    for command in happening.before { try ip(words: command) }
  }
}
