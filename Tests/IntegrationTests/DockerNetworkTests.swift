import Foundation
import TestSupport
import Testing

/// Networks beyond the default one, on a real engine.
@Suite("Docker's networks", .serialized, .requires(.engine))
struct DockerNetworkTests {
  private let engine: EngineUnderTest

  init() throws { engine = try EngineUnderTest.shared() }

  @Test("With two networks the gateway shown is the one of the kernel's route, the engine's word beside it")
  func twoNetworks() throws {
    try engine.cli("network", "create", "--subnet", "10.201.0.0/24", "two-a")
    try engine.cli("network", "create", "--subnet", "10.202.0.0/24", "two-b")
    defer { clean(containers: ["two"], networks: ["two-a", "two-b"]) }
    try engine.run("two", network: "two-b")
    try engine.cli("network", "connect", "two-a", "two")

    let picture = try picture()
    let container = picture["containers"].first("name", "two")
    let pid = try engine.pid(of: "two")
    let routes = try JSON(parsing: Command("ip", "-j", "route").inNamespace("/proc/\(pid)/ns/net")())
    let route = routes.first("dst", "default")
    #expect(container["endpoints"].array.count == 2)
    for endpoint in container["endpoints"].array {
      let isOnRoute = endpoint["link"]["name"] == route["dev"]
      #expect(endpoint["gateways"].array.map { $0["address"] } == (isOnRoute ? [route["gateway"]] : []))
      let said = try engine.inspect("two")["NetworkSettings"]["Networks"][endpoint["network"].string ?? ""]
      #expect(endpoint["configured"]["gateways"][0] == said["Gateway"])
      #expect(endpoint["addresses"][0].string?.hasPrefix(said["IPAddress"].string ?? "?") == true)
      let network = picture["networks"].first("name", endpoint["network"].string ?? "")
      #expect(endpoint["bridge"]["name"] == network["bridge"]["name"])
      #expect(network["bridge"]["name"].string == network["id"].string.map { "br-" + $0.prefix(12) })
    }
  }

  @Test("A container on an IPv6 network shows both addresses and both gateways")
  func ipv6() throws {
    try engine.cli("network", "create", "--ipv6", "--subnet", "10.203.0.0/24", "--subnet", "fd00:203::/64", "six")
    defer { clean(containers: ["six"], networks: ["six"]) }
    try engine.run("six", network: "six", options: ["--sysctl", "net.ipv6.conf.all.disable_ipv6=0"])
    let endpoint = try picture()["containers"].first("name", "six")["endpoints"][0]
    #expect(endpoint["addresses"] == .array([.string("10.203.0.2/24"), .string("fd00:203::2/64")]))
    #expect(endpoint["gateways"].array.map { $0["family"].string } == ["ipv4", "ipv6"])
    #expect(endpoint["gateways"].array.map { $0["address"].string } == ["10.203.0.1", "fd00:203::1"])
  }

  @Test("An internal network is told as such; the gateway shown is what the kernel's route says")
  func internalNetwork() throws {
    try engine.cli("network", "create", "--internal", "--subnet", "10.204.0.0/24", "inner")
    defer { clean(containers: ["inner"], networks: ["inner"]) }
    try engine.run("inner", network: "inner")
    let picture = try picture()
    #expect(picture["networks"].first("name", "inner")["internal"].bool == true)
    let container = picture["containers"].first("name", "inner")
    #expect(container["mode"].string == "bridge")
    let pid = try engine.pid(of: "inner")
    let routes = try JSON(parsing: Command("ip", "-j", "route").inNamespace("/proc/\(pid)/ns/net")())
    let gateways = routes.array.filter { $0["dst"].string == "default" }.map { $0["gateway"] }
    #expect(container["endpoints"][0]["gateways"].array.map { $0["address"] } == gateways)
  }

  @Test("A macvlan container's link is stacked on its parent, over the border of the namespace")
  func macvlan() throws {
    try engine.namespace.addVeth("uplink", "uplink-peer")
    try engine.cli(
      "network", "create", "--driver", "macvlan", "--subnet", "10.205.0.0/24", "--gateway", "10.205.0.1", "-o",
      "parent=uplink", "mac")
    defer {
      clean(containers: ["mac"], networks: ["mac"])
      _ = try? engine.namespace.ip("link", "del", "uplink")
    }
    try engine.run("mac", network: "mac")
    let picture = try picture()
    let container = picture["containers"].first("name", "mac")
    #expect(container["mode"].string == "other")
    #expect(container["endpoints"][0]["driver"].string == "macvlan")
    #expect(container["endpoints"][0]["hostLink"] == .null)
    let namespace = picture["namespaces"].first("id", container["namespace"].string ?? "")
    let link = namespace["links"].first("name", "eth0")
    #expect(link["kind"].string == "macvlan")
    #expect(link["parent"]["name"].string == "uplink")
    let uplink = try engine.namespace.ipJSON("link").first("ifname", "uplink")
    #expect(link["parent"]["index"] == uplink["ifindex"])
  }

  @Test("A stopped container is listed as such, without a process or an address")
  func stopped() throws {
    try engine.run("stopped")
    defer { clean(containers: ["stopped"], networks: []) }
    try engine.cli("stop", "stopped")
    let container = try picture()["containers"].first("name", "stopped")
    #expect(container["state"].string == "exited")
    #expect(container["pid"] == .null)
    #expect(container["namespace"] == .null)
    #expect(container["mode"].string == "unknown")
    #expect(container["endpoints"].array.allSatisfy { $0["addresses"].array.isEmpty })
  }

  @Test("An engine in another namespace than gantry's: its host mode is its daemon's namespace, not gantry's")
  func engineElsewhere() throws {
    var gantry = GantryUnderTest()
    gantry.environment["DOCKER_HOST"] = engine.host
    let picture = try gantry.json("list", "all")
    let host = picture["containers"].first("name", "bbox02")
    #expect(host["mode"].string == "host")
    #expect(try host["namespace"].string?.hasSuffix(":\(engine.namespace.inode())") == true)
    let namespace = picture["namespaces"].first("id", host["namespace"].string ?? "")
    #expect(!namespace["roles"].array.contains(.string("host")))
    let endpoint = picture["containers"].first("name", "bbox01")["endpoints"][0]
    #expect(endpoint["bridge"]["name"].string == "docker0")
    #expect(endpoint["bridge"]["namespace"] == host["namespace"])
    #expect(picture["networks"].first("name", "bridge")["bridge"]["namespace"] == host["namespace"])
  }

  private func picture() throws -> JSON { try GantryUnderTest(beside: engine).json("list", "all") }

  private func clean(containers: [String], networks: [String]) {
    for name in containers { _ = try? engine.remove(name) }
    for name in networks { _ = try? engine.cli("network", "rm", name) }
  }
}

/// What happens to an engine while gantry watches; each test has an engine of its own.
@Suite("A changing engine", .serialized, .requires(.engine))
struct ChangingEngineTests {
  @Test("When the container whose network is shared is started again, the sharer is told as stranded")
  func strandedSharer() throws {
    let engine = try EngineUnderTest.start("stranded")
    try engine.runTutorial()
    let gantry = GantryUnderTest(beside: engine)
    #expect(try gantry.json("list", "all")["findings"].first("rule", "stranded-sharer") == .null)
    try engine.cli("restart", "bbox01")
    let picture = try gantry.json("list", "all")
    let finding = picture["findings"].first("rule", "stranded-sharer")
    #expect(finding["object"] == picture["containers"].first("name", "bbox04")["key"])
    #expect(finding["severity"].string == "error")
    engine.stop()
  }

  @Test("A Swarm's overlay network is found in its hidden namespace")
  func overlay() throws {
    let engine = try EngineUnderTest.start("overlay")
    try engine.startSwarm()
    try engine.cli("network", "create", "--driver", "overlay", "--attachable", "--subnet", "10.206.0.0/24", "over")
    try engine.run("worker", network: "over")
    let picture = try GantryUnderTest(beside: engine).json("list", "all")
    let network = picture["networks"].first("name", "over")
    #expect(network["driver"].string == "overlay")
    let id = try #require(network["id"].string)
    let hidden = try #require(
      picture["namespaces"].array.first {
        $0["names"].array.contains { $0.string?.hasPrefix("1-" + id.prefix(10)) == true }
      })
    #expect(hidden["links"].array.contains { $0["kind"].string == "vxlan" })
    #expect(network["bridge"]["name"].string == "br0")
    #expect(network["bridge"]["namespace"] == hidden["id"])
    let worker = picture["containers"].first("name", "worker")
    let endpoint = try #require(worker["endpoints"].array.first { $0["network"].string == "over" })
    #expect(endpoint["addresses"][0].string?.hasPrefix("10.206.0.") == true)
    #expect(endpoint["bridge"]["namespace"] == hidden["id"])
    engine.stop()
  }

  @Test("A hung engine does not keep the kernel's view; its source says so, and it comes back by itself")
  func hung() throws {
    let engine = try EngineUnderTest.start("hung")
    let id = try engine.run("bbox01")
    engine.pause()
    let gantry = GantryUnderTest(beside: engine)
    let picture = try gantry.json("list", "all")
    #expect(["slow", "pending"].contains(picture["sources"].first("name", "docker")["state"].string))
    #expect(picture["sources"].first("name", "kernel")["state"].string == "ok")
    let container = picture["containers"].first("id", id)
    #expect(container["mode"].string == "bridge")
    #expect(container["endpoints"][0]["bridge"]["name"].string == "docker0")
    engine.resume()
    #expect(try gantry.json("list", "all")["sources"].first("name", "docker")["state"].string == "ok")
    engine.stop()
  }

  @Test("A dead engine's containers are still known by their cgroups, and by name once it is back")
  func dead() throws {
    let engine = try EngineUnderTest.start("dead")
    try engine.run("bbox01")
    let id = try #require(engine.inspect("bbox01")["Id"].string)
    engine.kill()
    let gantry = GantryUnderTest(beside: engine)
    let picture = try gantry.json("list", "all")
    let source = picture["sources"].first("name", "docker")
    #expect(source["state"].string == "failed")
    #expect(source["detail"].string?.contains("is the daemon running?") == true)
    let container = picture["containers"].first("id", id)
    #expect(container["state"].string == "running")
    #expect(container["engine"].string == "docker")
    #expect(container["endpoints"][0]["addresses"][0].string == "172.17.0.2/16")
    try engine.startAgain()
    engine.stop()
  }
}

@Suite("Podman", .serialized, .requires(.podman))
struct PodmanTests {
  @Test("Podman's containers have their modes, names and networks by its compatible API")
  func fourModes() throws {
    let engine = try EngineUnderTest.start("podman", .podman)
    try engine.runTutorial()
    let picture = try GantryUnderTest(beside: engine).json("list", "all")
    let names = ["bbox01", "bbox02", "bbox03", "bbox04"]
    let containers = names.map { picture["containers"].first("name", $0) }
    #expect(containers.map { $0["engine"].string } == Array(repeating: "podman", count: 4))
    #expect(containers.map { $0["mode"].string } == ["bridge", "host", "none", "container"])
    #expect(containers[3]["modeTarget"] == containers[0]["key"])
    let endpoint = containers[0]["endpoints"][0]
    #expect(endpoint["network"].string == "podman")
    #expect(endpoint["bridge"]["name"].string == picture["networks"].first("name", "podman")["bridge"]["name"].string)
    #expect(endpoint["addresses"].array.count == 1)
    engine.stop()
  }
}
