import Addresses
import Planning
import Testing
import Topology

@Suite("Networks of engines")
struct EngineNetworkTests {
  let host = EngineHost()

  private func command(_ change: (inout NewNetwork) -> Void = { _ in }) throws -> String {
    var wanted = NewNetwork(name: "lab", engine: "docker")
    change(&wanted)
    return try host.plan(.createNetwork(wanted)).steps.first?.command ?? ""
  }

  @Test("The subnet is chosen and shown; every wish is an option of Docker's")
  func options() throws {
    #expect(try command() == "docker network create --subnet 172.19.0.0/16 --gateway 172.19.0.1 lab")
    let all = try command {
      $0.subnets = [prefix("10.9.0.0/24"), prefix("fd00:9::/64")]
      $0.gateways = [prefix("10.9.0.254").address]
      ($0.isInternal, $0.mtu, $0.bridge, $0.isolatesPorts) = (true, 1400, "br9", true)
    }
    #expect(
      all == "docker network create --ipv6 --internal --subnet 10.9.0.0/24 --gateway 10.9.0.254 --subnet fd00:9::/64 "
        + "--gateway fd00:9::1 --opt com.docker.network.bridge.enable_icc=false "
        + "--opt com.docker.network.bridge.name=br9 --opt com.docker.network.driver.mtu=1400 lab")
    #expect(try command { $0.hasIPv6 = true }.contains(" --subnet fd"))
  }

  @Test("What Docker would refuse, or what would not work, is refused before")
  func refusals() {
    func refusal(_ change: (inout NewNetwork) -> Void) -> String {
      var wanted = NewNetwork(name: "lab", engine: "docker")
      change(&wanted)
      return host.refusal(.createNetwork(wanted)) ?? ""
    }
    #expect(refusal { $0.name = "appnet" }.contains("there is a network appnet already (docker)"))
    #expect(refusal { $0.name = "host" }.contains("not permitted on predefined host network"))
    #expect(refusal { $0.name = "a/b" }.contains("is no name for a network"))
    #expect(refusal { $0.subnets = [prefix("172.18.5.0/24")] }.contains("overlaps 172.18.0.0/16 (the network appnet)"))
    #expect(refusal { $0.subnets = [prefix("192.0.2.0/25")] }.contains("overlaps"))
    #expect(refusal { $0.subnets = [prefix("10.9.0.1/24")] }.contains("host bits"))
    #expect(refusal { $0.subnets = [prefix("10.9.0.0/31")] }.contains("length of 8 to 30"))
    #expect(refusal { $0.subnets = [prefix("10.9.0.0/24"), prefix("10.8.0.0/24")] }.contains("one subnet a family"))
    #expect(refusal { $0.gateways = [prefix("10.1.0.1").address] }.contains("is not in 172.19.0.0/16"))
    #expect(refusal { $0.mtu = 9000 }.contains("more than eth0 to the outside has (1500)"))
    #expect(refusal { $0.bridge = "docker0" }.contains("there is a link docker0 already"))
    #expect(refusal { $0.engine = "podman" }.contains("there is no engine podman"))
  }

  @Test("A network goes when nobody uses it, and not one of the engine's own")
  func removing() throws {
    #expect(host.refusal(.removeNetwork(host.network("bridge")))?.contains("pre-defined network") == true)
    #expect(host.refusal(.removeNetwork(host.network("appnet")))?.contains("active endpoints: app;") == true)
    var host = host
    host.edit("app") { $0.state = .exited }
    let plan = try host.plan(.removeNetwork(host.network("appnet")))
    #expect(
      plan.steps.map(\.summary) == [
        "read what appnet was made by, and write it down",
        "read how app, which refers to appnet, is connected, and write it down", "remove the network appnet",
      ])
    #expect(
      plan.remarks == ["app, which does not run, refers to appnet and cannot be started without it"]
        && plan.isDestructive)
    #expect(
      plan.undoing().steps.map(\.summary) == [
        "make the network appnet", "connect app, if it is still there, to the network appnet",
      ])
    #expect(plan.undoing().steps.last?.command == "docker network connect --alias db appnet app")
  }

  @Test("Podman keeps a network that a container refers to, and says so before")
  func podmanReferences() {
    var podman = EngineHost("podman")
    podman.edit("app") { $0.state = .exited }
    #expect(podman.refusal(.removeNetwork(podman.network("appnet")))?.contains("being used: app refer to it") == true)
  }

  @Test("The MTU is that of the way out where that takes less than an engine's bridges, and nothing is set for others")
  func narrowWayOut() throws {
    var narrow = host
    narrow.hostLinks[1].mtu = 1450
    let plan = try narrow.plan(.createNetwork(NewNetwork(name: "lab", engine: "docker")))
    #expect(plan.steps.first?.command?.contains("--opt com.docker.network.driver.mtu=1450") == true)
    #expect(plan.remarks == ["its MTU is 1450, as eth0 to the outside takes no larger packets"])
    narrow.hostLinks[1].mtu = 9000
    #expect(
      try !narrow.plan(.createNetwork(NewNetwork(name: "lab", engine: "docker"))).steps[0].command!.contains("mtu"))
    narrow.hostLinks[1].mtu = 1450
    #expect(
      try !narrow.plan(.createNetwork(NewNetwork(name: "lab", engine: "docker", isInternal: true))).steps[0].command!
        .contains("mtu"))
  }

  @Test(
    "Ranges that are no hosts' are refused, whatever part of them is wanted",
    arguments: [
      "0.1.0.0/16", "127.9.0.0/16", "169.254.7.0/24", "224.1.0.0/16", "250.0.0.0/8", "::/64", "fe80:1::/64",
      "ff05::/64",
      "64:ff9b::/96",
    ])
  func reserved(range: String) {
    for engine in ["docker", Registry.engine] {
      let wanted = NewNetwork(name: "lab", engine: engine, subnets: [prefix(range)])
      #expect(host.refusal(.createNetwork(wanted))?.contains("is no range for hosts") == true, "\(engine) \(range)")
    }
  }

  @Test("A subnet that holds the host's gateway or a name server of its is refused, and never chosen")
  func neededAddresses() throws {
    var wanted = NewNetwork(name: "lab", engine: "docker", subnets: [prefix("10.53.0.0/16")])
    let facts = HostFacts(nameServers: [prefix("10.53.0.53").address, prefix("172.19.4.4").address])
    let planner = Planner(host.snapshot, Registry(), facts, seed: 1)
    #expect {
      try planner.plan(for: .createNetwork(wanted))
    } throws: {
      "\($0)".contains("10.53.0.0/16 overlaps 10.53.0.53/32 (the host's name server 10.53.0.53)")
    }
    wanted.subnets = []
    #expect(try planner.plan(for: .createNetwork(wanted)).steps[0].command?.contains("172.20.0.0/16") == true)
    var far = host
    far.gateway = prefix("10.54.0.1").address
    wanted.subnets = [prefix("10.54.0.0/24")]
    #expect(far.refusal(.createNetwork(wanted))?.contains("the host's gateway 10.54.0.1") == true)
  }

  @Test("Where a router advertised the host's default route, it is kept before the engine turns forwarding on")
  func advertisedRoute() throws {
    var advertised = host
    advertised.hasAdvertisedRoute = true
    let facts = HostFacts(settings: [
      HostFacts.forwarding(.ipv4): "1", HostFacts.forwarding(.ipv6): "0", HostFacts.routerAdvertisements("eth0"): "1",
    ])
    let wanted = NewNetwork(name: "lab", engine: "docker", hasIPv6: true)
    let plan = try Planner(advertised.snapshot, Registry(), facts, seed: 1).plan(for: .createNetwork(wanted))
    #expect(
      plan.steps.map(\.summary) == [
        "set net/ipv6/conf/eth0/accept_ra to 2 (it was 1)", "set net/ipv6/conf/all/forwarding to 1 (it was 0)",
        "make the network lab",
      ])
    #expect(
      plan.undoing().steps.map(\.summary) == [
        "remove the network lab", "set net/ipv6/conf/all/forwarding back to 0, unless others rely on it",
        "set net/ipv6/conf/eth0/accept_ra back to 1, unless others rely on it",
      ])
  }

  @Test(
    "A network without a free address is refused: members, gateway and reserved addresses count, stopped ones do not")
  func full() throws {
    var host = host
    host.appSubnet = .init(prefix: prefix("172.18.0.8/30"), gateway: prefix("172.18.0.10").address)
    let wanted = host.attaching("web", .network(host.network("appnet")))
    #expect(host.refusal(wanted)?.contains("network appnet has no free address in 172.18.0.8/30") == true)
    host.appSubnet = .init(prefix: prefix("172.18.0.8/29"), gateway: prefix("172.18.0.10").address)
    #expect(try host.steps(wanted) == ["connect web to the network appnet"])
    host.appSubnet.range = prefix("172.18.0.8/31")
    #expect(host.refusal(wanted)?.contains("no free address in 172.18.0.8/31") == true)
    host.appSubnet.range = nil
    host.appSubnet.reserved = [11, 12, 13, 14].map { prefix("172.18.0.\($0)").address }
    #expect(host.refusal(wanted)?.contains("no free address") == true)
  }
}
