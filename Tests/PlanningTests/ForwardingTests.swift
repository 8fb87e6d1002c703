import Addresses
import Planning
import Testing
import Topology

@Suite("Forwarding and filters of native networks")
struct ForwardingTests {
  /// The comment of the rules of the network `lab`, whose number comes from the seed of the made-up host.
  private let mark = #"comment "gantry: lab ff0d3a61d851""#

  private let dual = NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24"), prefix("fd00:9::/64")])

  private func commands(_ network: NewNetwork, on host: PlannedHost = PlannedHost()) throws -> [String] {
    try host.plan(.createNetwork(network)).steps.compactMap(\.command)
  }

  @Test("A network gets out translated, is not reached from outside, and does not get into other bridges")
  func chains() throws {
    let command = try #require(try commands(dual).first { $0.hasPrefix("nft ") })
    #expect(
      command == """
        nft 'add table inet gantry; \
        add chain inet gantry forward-lab { type filter hook forward priority 0; policy accept; }; \
        add rule inet gantry forward-lab iifname "br-lab" oifname "br-lab" accept \(mark); \
        add rule inet gantry forward-lab oifname "br-lab" ct state established,related accept \(mark); \
        add rule inet gantry forward-lab oifname "br-lab" drop \(mark); \
        add rule inet gantry forward-lab iifname "br-lab" meta oifkind "bridge" drop \(mark); \
        add chain inet gantry nat-lab { type nat hook postrouting priority 100; policy accept; }; \
        add rule inet gantry nat-lab ip saddr 10.9.0.0/24 oifname != "br-lab" masquerade \(mark); \
        add rule inet gantry nat-lab ip6 saddr fd00:9::/64 oifname != "br-lab" masquerade \(mark)'
        """)
  }

  @Test("An internal network is closed both ways, needs no forwarding, and translates nothing")
  func internalNetwork() throws {
    var host = PlannedHost()
    host.facts.settings = [HostFacts.forwarding(.ipv4): "0", HostFacts.forwarding(.ipv6): "0"]
    var network = dual
    network.isInternal = true
    let commands = try commands(network, on: host)
    #expect(!commands.contains { $0.contains("sysctl -w net/ipv4/ip_forward") || $0.contains("masquerade") })
    #expect(commands.contains { $0.contains(#"iifname "br-lab" oifname != "br-lab" drop"#) })
    #expect(commands.contains { $0.contains(#"iifname != "br-lab" oifname "br-lab" drop"#) })
  }

  @Test("A bridge that leads outside is a way out, not another network")
  func bridgeOutside() throws {
    var host = PlannedHost()
    host.hostLinks[1].kind = .bridge(.init())
    let command = try #require(try commands(dual, on: host).first { $0.hasPrefix("nft ") })
    #expect(command.contains(#"forward-lab iifname "br-lab" oifname "eth0" accept"#))
  }

  @Test("Forwarding is turned on where it is off, for the families that need it")
  func forwarding() throws {
    var host = PlannedHost()
    host.facts.settings = [HostFacts.forwarding(.ipv4): "0", HostFacts.forwarding(.ipv6): "0"]
    #expect(
      try commands(dual, on: host).filter { $0.hasPrefix("sysctl") } == [
        "sysctl -w net/ipv4/ip_forward=1", "sysctl -w net/ipv6/conf/all/forwarding=1",
      ])
    let only = NewNetwork(name: "lab", subnets: [prefix("fd00:9::/64")])
    #expect(
      try commands(only, on: host).filter { $0.hasPrefix("sysctl") } == ["sysctl -w net/ipv6/conf/all/forwarding=1"])
    host.facts.settings = [HostFacts.forwarding(.ipv4): "1"]
    #expect(host.refusal(.createNetwork(only))?.contains("no IPv6") == true)
  }

  @Test("A default route that a router has advertised is kept: its link believes routers before the host forwards")
  func advertisedRoute() throws {
    var host = PlannedHost()
    host.facts.settings = [
      HostFacts.forwarding(.ipv4): "1", HostFacts.forwarding(.ipv6): "0", HostFacts.routerAdvertisements("eth0"): "1",
    ]
    host.hostRoutes.append(
      Route(
        destination: .all(.ipv6), origin: "ra", nextHops: [.init(gateway: prefix("fe80::1").address, link: 2)]))
    #expect(
      try commands(dual, on: host).filter { $0.hasPrefix("sysctl") } == [
        "sysctl -w net/ipv6/conf/eth0/accept_ra=2", "sysctl -w net/ipv6/conf/all/forwarding=1",
      ])
    host.facts.settings[HostFacts.routerAdvertisements("eth0")] = "2"
    #expect(
      try commands(dual, on: host).filter { $0.hasPrefix("sysctl") } == ["sysctl -w net/ipv6/conf/all/forwarding=1"])
  }

  @Test("The network that is removed last puts a setting back; until then it stays, and so for an engine's network")
  func lastOne() throws {
    var host = PlannedHost()
    host.networks = []
    host.facts.settings[HostFacts.forwarding(.ipv4)] = "0"
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    host.facts.settings[HostFacts.forwarding(.ipv4)] = "1"
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "other"))))
    func settings(_ plan: Plan) -> [String] { plan.steps.compactMap(\.command).filter { $0.hasPrefix("sysctl") } }
    let first = try host.plan(.removeNetwork(PlannedHost.lab))
    #expect(settings(first).isEmpty && first.remarks == ["net/ipv4/ip_forward stays 1: other need it"])
    host.registry.networks.removeAll { $0.name == "lab" }
    let other = NetworkKey(engine: "native", id: "other")
    #expect(settings(try host.plan(.removeNetwork(other))) == ["sysctl -w net/ipv4/ip_forward=0"])
    host.networks = PlannedHost().networks
    #expect(settings(try host.plan(.removeNetwork(other))).isEmpty)
  }

  @Test("Where somebody drops what is forwarded, rules go there: Docker's chain, nft's, each family's own")
  func policies() throws {
    var host = PlannedHost()
    host.facts.forwardPolicies = [
      ForwardPolicy(family: .ipv4, tool: .iptables("iptables-nft"), chain: "DOCKER-USER"),
      ForwardPolicy(family: .ipv6, tool: .iptables("ip6tables-legacy"), chain: "FORWARD"),
      ForwardPolicy(family: nil, tool: .nft(family: "inet", table: "fw"), chain: "fwd"),
    ]
    let commands = try commands(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")]), on: host)
    #expect(
      commands.contains(
        "iptables-nft -I DOCKER-USER -i br-lab -j ACCEPT -m comment --comment 'gantry: lab ff0d3a61d851' && "
          + "iptables-nft -I DOCKER-USER -o br-lab -m conntrack --ctstate 'RELATED,ESTABLISHED' -j ACCEPT "
          + "-m comment --comment 'gantry: lab ff0d3a61d851'"))
    #expect(!commands.contains { $0.contains("ip6tables") })
    #expect(
      commands.contains { $0.contains("insert rule inet fw fwd iifname \"br-lab\" accept \(mark)") })
    #expect(try self.commands(dual, on: host).contains { $0.hasPrefix("ip6tables-legacy -I FORWARD -i br-lab") })
    host.facts.forwardPolicies = [ForwardPolicy(family: .ipv4, tool: .missing("iptables-legacy"), chain: "FORWARD")]
    #expect(host.refusal(.createNetwork(NewNetwork(name: "lab")))?.contains("iptables-legacy") == true)
  }

  @Test("Without nft there is no native network, and it says what to install")
  func missingPacketFilter() throws {
    var host = PlannedHost()
    host.facts.hasPacketFilter = false
    #expect(host.refusal(.createNetwork(NewNetwork(name: "lab")))?.contains("install the package nftables") == true)
  }

  @Test("Both families are chosen where they are not given, the IPv6 one at random from the unique local ones")
  func families() throws {
    let addresses = try PlannedHost().plan(.createNetwork(NewNetwork(name: "lab", hasIPv6: true))).steps.compactMap {
      if case .addAddress(let prefix, _) = $0 { prefix } else { nil }
    }
    #expect(addresses.map(\.length) == [16, 64])
    #expect(addresses[1].description.hasPrefix("fd") && addresses[1].description.hasSuffix("::1/64"))
    let only = try PlannedHost().plan(
      .createNetwork(NewNetwork(name: "lab", subnets: [prefix("fd00:9::/64")], hasIPv6: true)))
    #expect(only.steps.count { if case .addAddress = $0 { true } else { false } } == 1)
  }

  @Test("A member of a network with both families gets an address, a route and an announcement of each")
  func attaching() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(dual)))
    let plan = try host.plan(.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab))))
    let commands = plan.steps.compactMap(\.command).filter { $0.contains("one") && !$0.contains("netns one") }
    #expect(
      commands == [
        "ip -n one address add 10.9.0.2/24 dev eth0", "ip -n one link set eth0 up",
        "ip -n one address add fd00:9::2/64 dev eth0", "ip -n one route add default via 10.9.0.1 dev eth0",
        "ip -n one -6 route add default via fd00:9::1 dev eth0",
        "ip netns exec one arping -U -c 1 -I eth0 10.9.0.2", "ip netns exec one ndsend fd00:9::2 eth0",
      ])
    let wanted = try host.plan(
      .attach(
        Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab, address: IPAddress("fd00:9::7")))))
    #expect(wanted.steps.compactMap(\.command).contains("ip -n one address add fd00:9::7/64 dev eth0"))
    #expect(wanted.steps.compactMap(\.command).contains("ip -n one address add 10.9.0.2/24 dev eth0"))
  }

  @Test("Members of a network that parts them get parted ports")
  func isolation() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab", isolatesPorts: true))))
    let plan = try host.plan(.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab))))
    #expect(plan.steps.compactMap(\.command).contains { $0.hasSuffix("type bridge_slave isolated on") })
  }
}
