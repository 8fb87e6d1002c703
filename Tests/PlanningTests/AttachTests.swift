import Addresses
import Planning
import Testing
import Topology

@Suite("Plans for connections")
struct AttachTests {
  private func hostWithLab(isInternal: Bool = false) throws -> PlannedHost {
    var host = PlannedHost()
    host.carryOut(
      try host.plan(
        .createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/29")], isInternal: isInternal))))
    return host
  }

  private func attach(_ address: String? = nil, _ interface: String? = nil, to network: NetworkKey = PlannedHost.lab)
    -> Intent
  {
    .attach(
      Attachment(
        .namespace(PlannedHost.one),
        to: .network(network, address: address.map { prefix($0).address }, interface: interface))
    )
  }

  private func commands(_ plan: Plan) -> [String] {
    plan.steps.compactMap(\.command).map { command in
      command.replacing(/\ address [0-9a-f:]{17}/, with: "").replacing(/veth[0-9a-f]{7}/, with: "PORT")
        .replacing(/lab [0-9a-f]{9,12}'/, with: "lab NUMBER'")
    }
  }

  @Test("A namespace gets a cable, the lowest free address and name, and the default route")
  func defaults() throws {
    #expect(
      commands(try hostWithLab().plan(attach())) == [
        "ip link add PORT mtu 1450 type veth peer name eth0 mtu 1450 netns one",
        "ip link set PORT alias 'gantry: lab NUMBER'", "ip link set PORT master br-lab", "ip link set PORT up",
        "ip -n one address add 10.9.0.2/29 dev eth0", "ip -n one link set eth0 up",
        "ip -n one route add default via 10.9.0.1 dev eth0", "ip netns exec one arping -U -c 1 -I eth0 10.9.0.2",
      ])
  }

  @Test("A process's namespace is entered by its process, and keeps the default route that it has")
  func container() throws {
    let plan = try hostWithLab().plan(.attach(Attachment(.namespace(PlannedHost.web), to: .network(PlannedHost.lab))))
    let commands = commands(plan)
    #expect(commands.first?.hasSuffix("peer name eth0 mtu 1450 netns 7") == false, "eth0 is taken")
    #expect(commands.contains("nsenter -t 7 -n ip address add 10.9.0.2/29 dev eth1"))
    #expect(!commands.contains { $0.contains("route") })
    #expect(plan.remarks == ["it keeps its default route through 172.17.0.1"])
  }

  @Test("In an internal network there is no default route")
  func internalNetwork() throws {
    #expect(try !commands(hostWithLab(isInternal: true).plan(attach())).contains { $0.contains("route") })
  }

  @Test("In an engine's network it is the highest free address, and the plan says that the engine does not know it")
  func engineNetwork() throws {
    let plan = try PlannedHost().plan(attach(to: PlannedHost.docker))
    #expect(commands(plan).contains("ip -n one address add 172.17.255.254/16 dev eth0"))
    #expect(plan.remarks.contains("docker will not know of this connection"))
  }

  @Test(
    "What cannot be is refused, with the reason",
    arguments: [
      ("10.8.0.2", nil, "is not in 10.9.0.0/29"), ("10.9.0.0", nil, "broadcast address"),
      ("10.9.0.7", nil, "broadcast address"), ("10.9.0.1", nil, "is taken"), ("fd00::2", nil, "is not in"),
      (nil, "lo", "has a link lo already"), (nil, "sixteen-bytes-xx", "has 16 bytes"), (nil, "a b", "is no name"),
      (nil, "", "is no name"), (nil, "e\u{1b}]0;x", "is no name"),
    ] as [(String?, String?, String)])
  func refusals(address: String?, interface: String?, reason: String) throws {
    let refusal = try #require(try hostWithLab().refusal(attach(address, interface)))
    #expect(refusal.contains(reason), "\(refusal)")
  }

  @Test("Who cannot be attached is told why")
  func unfit() throws {
    let host = try hostWithLab()
    func refusal(_ namespace: NamespaceID, _ network: NetworkKey = PlannedHost.lab) -> String {
      host.refusal(.attach(Attachment(.namespace(namespace), to: .network(network)))) ?? ""
    }
    #expect(refusal(PlannedHost.host).contains("host mode"))
    #expect(refusal(PlannedHost.old).contains("SO_NETNS_COOKIE"))
    #expect(refusal(NamespaceID(device: 4, inode: 99)).contains("no namespace net:[99]"))
    #expect(refusal(PlannedHost.web, PlannedHost.docker).contains("is attached to bridge already, by eth0"))
    #expect(refusal(PlannedHost.one, NetworkKey(engine: "docker", id: "gone")).contains("no network"))
  }

  @Test("A namespace whose routes overlap the subnet is not attached")
  func overlap() throws {
    var host = try hostWithLab()
    host.oneRoutes = [Route(destination: prefix("10.9.0.0/16"), nextHops: [])]
    #expect(host.refusal(attach())?.contains("overlaps 10.9.0.0/29") == true)
  }

  @Test("A full network is told as such, and so is an address that a member has")
  func exhaustion() throws {
    var host = try hostWithLab()
    host.carryOut(try host.plan(attach()))
    func attachWeb(_ address: String? = nil) -> Intent {
      .attach(
        Attachment(
          .namespace(PlannedHost.web), to: .network(PlannedHost.lab, address: address.map { prefix($0).address })))
    }
    #expect(host.refusal(attachWeb("10.9.0.2"))?.contains("10.9.0.2 is taken") == true)
    host.oneLinks[1].addresses = (2...6).map { LinkAddress(prefix("10.9.0.\($0)/29")) }
    #expect(host.refusal(attachWeb())?.contains("every address of 10.9.0.0/29") == true)
  }

  @Test("Detaching is attaching backwards")
  func detaching() throws {
    var host = try hostWithLab()
    let plan = try host.plan(attach())
    host.carryOut(plan)
    host.oneRoutes = [
      Route(
        destination: .all(.ipv4),
        nextHops: [.init(gateway: prefix("10.9.0.1").address, link: host.oneLinks[1].id.index)])
    ]
    let back = try host.plan(.detach(.namespace(PlannedHost.one), from: PlannedHost.lab))
    #expect(back.isDestructive)
    #expect(
      commands(back) == [
        "ip -n one route del default via 10.9.0.1 dev eth0", "ip -n one link set eth0 down",
        "ip -n one address del 10.9.0.2/29 dev eth0", "ip link set PORT down", "ip link set PORT nomaster",
        "ip link set PORT alias ''", "ip link del PORT",
      ])
    #expect(try host.plan(.detach(.namespace(PlannedHost.one), from: nil)).steps == back.steps)
  }

  @Test("Addresses that others gave the link go and come back with it, but not those that a router advertised")
  func detachingWithMore() throws {
    var host = try hostWithLab()
    host.carryOut(try host.plan(attach()))
    host.oneLinks[1].addresses += ["192.0.2.77/32", "2001:db8::7/64"].map { LinkAddress(prefix($0)) }
    func taken() throws -> [String] {
      commands(try host.plan(.detach(.namespace(PlannedHost.one), from: PlannedHost.lab))).filter {
        $0.contains("address del")
      }
    }
    let own = "ip -n one address del 10.9.0.2/29 dev eth0"
    let fourth = "ip -n one address del 192.0.2.77/32 dev eth0"
    #expect(try Set(taken()) == [own, fourth, "ip -n one address del 2001:db8::7/64 dev eth0"])
    host.oneRoutes.append(
      Route(
        destination: .all(.ipv6), origin: "ra",
        nextHops: [.init(gateway: prefix("fe80::1").address, link: host.oneLinks[1].id.index)]))
    #expect(try Set(taken()) == [own, fourth])
  }

  @Test("Only what gantry attached is detached; else it says who can")
  func foreign() throws {
    let host = try hostWithLab()
    func refusal(_ namespace: NamespaceID, _ network: NetworkKey?) -> String {
      host.refusal(.detach(.namespace(namespace), from: network)) ?? ""
    }
    #expect(refusal(PlannedHost.web, PlannedHost.docker).contains(#""docker network disconnect bridge web""#))
    #expect(refusal(PlannedHost.one, PlannedHost.lab).contains("one is not attached to lab"))
    #expect(refusal(PlannedHost.one, nil).contains("attached one to nothing"))
  }

  @Test("A network with endpoints or strangers' ports is not removed, nor one that gantry did not make")
  func removal() throws {
    var host = try hostWithLab()
    #expect(try host.plan(.removeNetwork(PlannedHost.lab)).steps.compactMap(\.command).last == "ip link del br-lab")
    #expect(host.refusal(.removeNetwork(PlannedHost.docker))?.contains("docker network rm bridge") == true)
    var occupied = host
    occupied.hostLinks.append(
      Link(
        id: LinkID(namespace: PlannedHost.host, index: 50), name: "tap0", kind: .tap, master: host.hostLinks.last?.index
      ))
    #expect(occupied.refusal(.removeNetwork(PlannedHost.lab))?.contains("tap0") == true)
    host.carryOut(try host.plan(attach()))
    #expect(host.refusal(.removeNetwork(PlannedHost.lab))?.contains("has endpoints: one") == true)
  }
}
