import Addresses
import Planning
import Testing
import Topology

@Suite("Plans for new networks")
struct CreateNetworkTests {
  private func commands(_ network: NewNetwork, on host: PlannedHost = PlannedHost()) throws -> [String] {
    // What the packet filter gets is another suite's.
    try host.plan(.createNetwork(network)).steps.compactMap(\.command).filter { !$0.hasPrefix("nft ") }.map {
      // Hardware addresses are made of the seed.
      $0.replacing(/\ address [0-9a-f:]{17}/, with: "")
    }
  }

  @Test("What is not given is chosen: the next free subnet, its first address, the MTU to the outside, br-NAME")
  func defaults() throws {
    #expect(
      try commands(NewNetwork(name: "lab")) == [
        "ip link add br-lab mtu 1450 type bridge && sysctl -w net/ipv6/conf/br-lab/accept_ra=0",
        "ip link set br-lab alias 'gantry: lab ff0d3a61d851'", "ip address add 172.18.0.1/16 dev br-lab",
        "ip link set br-lab up",
      ])
  }

  @Test("What is given is taken")
  func given() throws {
    let network = NewNetwork(
      name: "lab", subnets: [prefix("10.9.0.0/24")], gateways: [prefix("10.9.0.254").address], mtu: 1400, bridge: "sw0")
    #expect(
      try commands(network) == [
        "ip link add sw0 mtu 1400 type bridge && sysctl -w net/ipv6/conf/sw0/accept_ra=0",
        "ip link set sw0 alias 'gantry: lab ff0d3a61d851'", "ip address add 10.9.0.254/24 dev sw0",
        "ip link set sw0 up",
      ])
  }

  @Test("On a bridge that is there its own address in the subnet is the gateway")
  func present() throws {
    var host = PlannedHost()
    host.hostLinks.append(
      Link(
        id: LinkID(namespace: PlannedHost.host, index: 9), name: "br0", kind: .bridge(.init()),
        mac: MACAddress("02:00:00:00:00:09"), addresses: [LinkAddress(prefix("10.9.0.7/24"))]))
    var network = NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], bridge: "br0")
    #expect(
      try commands(network, on: host) == ["ip link set br0 alias 'gantry: lab ff0d3a61d851 existing'"],
      "it is up, and has it")
    host.hostLinks[host.hostLinks.count - 1].alias = "the switch"
    #expect(try commands(network, on: host) == [], "an alias of somebody else's stays")
    network.gateways = [prefix("10.9.0.1").address]
    #expect(
      host.refusal(.createNetwork(network))
        == "br0 has the address 10.9.0.7 in 10.9.0.0/24 already: leave --gateway out to use it")
    network = NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/25")], bridge: "br0")
    #expect(host.refusal(.createNetwork(network))?.contains("overlaps") == true)
  }

  @Test("The same facts make the same plan, another seed another hardware address")
  func determinism() throws {
    let host = PlannedHost()
    let intent = Intent.createNetwork(NewNetwork(name: "lab"))
    #expect(try host.plan(intent) == host.plan(intent))
    let other = try Planner(host.snapshot, host.registry, seed: 2).plan(for: intent)
    #expect(try other != host.plan(intent))
    let mac = try #require(other.steps.first?.createdLinks.first?.mac)
    #expect(mac.bits >> 40 & 3 == 2, "locally administered, unicast")
  }

  @Test("The next subnet skips routes, engines' networks and the networks of gantry, at the end to 192.168")
  func pool() throws {
    var host = PlannedHost()
    func next() throws -> String? {
      try host.plan(.createNetwork(NewNetwork(name: "n"))).steps.compactMap { step in
        if case .addAddress(let prefix, _) = step { prefix.description } else { nil }
      }.first
    }
    host.hostRoutes.append(Route(destination: prefix("172.18.9.0/24"), nextHops: [.init(gateway: nil, link: 2)]))
    #expect(try next() == "172.19.0.1/16")
    host.networks.append(
      Network(
        key: NetworkKey(engine: "docker", id: "x"), id: "x", name: "x", engine: "docker", driver: "overlay",
        subnets: [.init(prefix: prefix("172.19.0.0/16"))]))
    #expect(try next() == "172.20.0.1/16")
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    #expect(try next() == "172.21.0.1/16")
    host.hostRoutes.append(Route(destination: prefix("172.16.0.0/12"), nextHops: []))
    #expect(try next() == "192.168.0.1/20")
    host.hostRoutes.append(Route(destination: prefix("192.168.0.0/17"), nextHops: []))
    #expect(try next() == "192.168.128.1/20")
    // A default route in two halves, as VPNs make it, claims nothing.
    host.hostRoutes.append(Route(destination: prefix("128.0.0.0/1"), nextHops: []))
    #expect(try next() == "192.168.128.1/20")
    host.hostRoutes.append(Route(destination: prefix("192.168.0.0/16"), nextHops: []))
    #expect(host.refusal(.createNetwork(NewNetwork(name: "n")))?.contains("no address range is free") == true)
  }

  @Test("A bridge that is there gets what it lacks, keeps what it has, and stays")
  func existingBridge() throws {
    var host = PlannedHost()
    host.hostLinks.append(
      Link(
        id: LinkID(namespace: PlannedHost.host, index: 9), name: "sw0", kind: .bridge(.init()), isUp: false,
        mac: MACAddress("02:00:00:00:00:09"), addresses: [LinkAddress(prefix("10.9.0.1/24"))]))
    let plan = try host.plan(
      .createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], bridge: "sw0")))
    let mark = "'gantry: lab ff0d3a61d851 existing'"
    #expect(
      plan.steps.compactMap(\.command).filter { !$0.hasPrefix("nft ") } == [
        "ip link set sw0 alias \(mark)", "ip link set sw0 up",
      ])
    #expect(plan.requirements.count == 2, "the bridge is there, and no chain of others has the name of its own")
    host.carryOut(plan)
    let removal = try host.plan(.removeNetwork(PlannedHost.lab))
    #expect(
      removal.steps.compactMap(\.command).filter { !$0.hasPrefix("nft ") } == [
        "ip link set sw0 down", "ip link set sw0 alias ''",
      ])
    #expect(!removal.isDestructive)
  }

  @Test(
    "What cannot be is refused, with the reason",
    arguments: [
      (NewNetwork(name: ""), "needs a name"), (NewNetwork(name: "a b"), "is no name"),
      (NewNetwork(name: "a\u{1b}[2J"), "is no name"), (NewNetwork(name: "-a"), "is no name"),
      (NewNetwork(name: "../a"), "is no name"), (NewNetwork(name: "é"), "is no name"),
      (NewNetwork(name: String(repeating: "a", count: 64)), "64 bytes"),
      (NewNetwork(name: "abcdefghijklm"), "would have 16 bytes"),
      (NewNetwork(name: "bridge"), "there is a network bridge already"),
      (NewNetwork(name: "lab", bridge: "sixteen-bytes-xx"), "has 16 bytes"),
      (NewNetwork(name: "lab", bridge: "a/b"), "is no name for a link"),
      (NewNetwork(name: "lab", bridge: "a b"), "is no name for a link"),
      (NewNetwork(name: "lab", bridge: ".."), "is no name for a link"),
      (NewNetwork(name: "lab", bridge: "a\u{7}"), "is no name for a link"),
      (NewNetwork(name: "lab", bridge: "eth0"), "eth0 is no bridge (physical)"),
      (NewNetwork(name: "lab", bridge: "docker0"), "is the bridge of the network bridge (docker)"),
      (NewNetwork(name: "lab", subnets: [prefix("10.9.0.1/24")]), "has host bits set: the subnet is 10.9.0.0/24"),
      (NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/31")]), "length of 8 to 30"),
      (NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/32")]), "length of 8 to 30"),
      (NewNetwork(name: "lab", subnets: [prefix("0.0.0.0/0")]), "length of 8 to 30"),
      (NewNetwork(name: "lab", subnets: [prefix("127.0.0.0/8")]), "no range for hosts"),
      (NewNetwork(name: "lab", subnets: [prefix("224.0.0.0/8")]), "no range for hosts"),
      (NewNetwork(name: "lab", subnets: [prefix("169.254.0.0/16")]), "no range for hosts"),
      (NewNetwork(name: "lab", bridge: "br*"), "packet filters"),
      (NewNetwork(name: "lab", bridge: "br+"), "packet filters"),
      (NewNetwork(name: "lab", subnets: [prefix("fd00::1/64")]), "has host bits set: the subnet is fd00::/64"),
      (NewNetwork(name: "lab", subnets: [prefix("fd00::/127")]), "length of 16 to 126"),
      (NewNetwork(name: "lab", subnets: [prefix("fd00::/128")]), "length of 16 to 126"),
      (NewNetwork(name: "lab", subnets: [prefix("fe80::/64")]), "no range for hosts"),
      (NewNetwork(name: "lab", subnets: [prefix("ff00::/16")]), "no range for hosts"),
      (NewNetwork(name: "lab", subnets: [prefix("10.8.0.0/24"), prefix("10.9.0.0/24")]), "one subnet a family"),
      (NewNetwork(name: "lab", subnets: [prefix("fd00::/64"), prefix("fd01::/64")]), "one subnet a family"),
      (
        NewNetwork(
          name: "lab", subnets: [prefix("10.9.0.0/24")],
          gateways: [prefix("10.9.0.1").address, prefix("10.9.0.2").address]), "one gateway, not 2"
      ),
      (NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], gateways: [prefix("fd00::1").address]), "is not in"),
      (NewNetwork(name: "lab", hasIPv6: true, mtu: 1279), "1280 to 65535"),
      (NewNetwork(name: "lab", subnets: [prefix("192.0.2.128/25")]), "overlaps 192.0.2.0/24"),
      (NewNetwork(name: "lab", subnets: [prefix("172.16.0.0/12")]), "overlaps 172.17.0.0/16"),
      (
        NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], gateways: [prefix("10.8.0.1").address]),
        "is not in 10.9.0.0/24"
      ),
      (NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], gateways: [prefix("10.9.0.0").address]), "broadcast"),
      (
        NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], gateways: [prefix("10.9.0.255").address]), "broadcast"
      ),
      (NewNetwork(name: "lab", mtu: 67), "68 to 65535"), (NewNetwork(name: "lab", mtu: 1500), "more than eth0"),
    ] as [(NewNetwork, String)])
  func refusals(network: NewNetwork, reason: String) throws {
    let refusal = try #require(PlannedHost().refusal(.createNetwork(network)))
    #expect(refusal.contains(reason), "\(refusal)")
  }

  @Test("A name or bridge that gantry has given is not given again")
  func duplicates() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    #expect(host.refusal(.createNetwork(NewNetwork(name: "lab")))?.contains("there is a network lab already") == true)
    #expect(
      host.refusal(.createNetwork(NewNetwork(name: "other", bridge: "br-lab")))?.contains("of the network lab") == true)
  }

  @Test("Nothing is planned on half a picture; an engine that does not answer is told")
  func halfAPicture() throws {
    var host = PlannedHost()
    host.sources = [Source(name: "kernel", state: .failed, detail: "no /proc")]
    #expect(host.refusal(.createNetwork(NewNetwork(name: "lab")))?.contains("no /proc") == true)
    host.sources = [Source(name: "kernel", state: .ok), Source(name: "docker", state: .slow)]
    let plan = try host.plan(.createNetwork(NewNetwork(name: "lab")))
    #expect(plan.remarks.contains { $0.hasPrefix("docker does not answer") })
  }

  @Test("An internal network may have any MTU")
  func internalMTU() throws {
    #expect(try commands(NewNetwork(name: "lab", mtu: 9000, isInternal: true)).first?.contains("mtu 9000") == true)
  }
}
