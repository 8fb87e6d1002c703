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
    #expect(refusal { $0.subnets = [prefix("10.9.0.0/24"), prefix("10.8.0.0/24")] }.contains("one subnet of a family"))
    #expect(refusal { $0.gateways = [prefix("10.1.0.1").address] }.contains("in none of the subnets"))
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
      plan.steps.map(\.summary) == ["read what appnet was made by, and write it down", "remove the network appnet"])
    #expect(plan.remarks == ["app, which does not run, cannot be started without it"] && plan.isDestructive)
    #expect(plan.undoing().steps.map(\.summary) == ["make the network appnet"])
  }
}
