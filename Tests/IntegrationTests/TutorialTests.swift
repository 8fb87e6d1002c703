import Foundation
import TestSupport
import Testing

/// Docker's four classic containers, one a mode, told as `docker`, `ip` and `bridge` tell them.
@Suite("The four containers of the tutorial", .serialized, .requires(.engine))
struct TutorialTests {
  private let engine: EngineUnderTest
  private let picture: JSON

  init() throws {
    engine = try EngineUnderTest.shared()
    picture = try GantryUnderTest(beside: engine).json("list", "all")
  }

  @Test("Each has the mode that the kernel shows, beside what Docker says")
  func modes() throws {
    let configured = try ["bbox01", "bbox02", "bbox03", "bbox04"].map {
      try engine.inspect($0)["HostConfig"]["NetworkMode"].string
    }
    let names = ["bbox01", "bbox02", "bbox03", "bbox04"]
    #expect(names.map { container($0)["mode"].string } == ["bridge", "host", "none", "container"])
    #expect(names.map { container($0)["configuredMode"].string } == configured)
    #expect(container("bbox04")["modeTarget"].string == container("bbox01")["key"].string)
  }

  @Test("Each is in the namespace its process is in", arguments: ["bbox01", "bbox02", "bbox03", "bbox04"])
  func namespaces(name: String) throws {
    let pid = try engine.pid(of: name)
    #expect(container(name)["pid"].int == pid)
    let inode = try LabNamespace.inode(ofFile: "/proc/\(pid)/ns/net")
    #expect(container(name)["namespace"].string?.hasSuffix(":\(inode)") == true)
    #expect(namespace(of: name)["inode"].int == Int(inode))
    #expect(namespace(of: name)["pids"].array.contains(.number(Double(pid))))
  }

  @Test("Containers that share a namespace are members of one, which is listed once")
  func sharedNamespaceIsListedOnce() throws {
    #expect(container("bbox04")["namespace"] == container("bbox01")["namespace"])
    let shared = picture["namespaces"].array.filter { $0["id"] == container("bbox01")["namespace"] }
    #expect(shared.count == 1)
    #expect(shared.first?["containers"].array.count == 2)
  }

  @Test("The bridged one's endpoint is that of docker inspect and of ip, both ends of the cable included")
  func endpoint() throws {
    let endpoint = container("bbox01")["endpoints"][0]
    let inspected = try engine.inspect("bbox01")["NetworkSettings"]["Networks"]["bridge"]
    let address = try "\(#require(inspected["IPAddress"].string))/\(#require(inspected["IPPrefixLen"].int))"
    #expect(endpoint["network"].string == "bridge")
    #expect(endpoint["networkId"].string == inspected["NetworkID"].string)
    #expect(endpoint["addresses"] == .array([.string(address)]))
    #expect(endpoint["gateways"][0]["address"].string == "172.17.0.1")
    #expect(endpoint["configured"]["addresses"] == .array([.string(address)]))
    #expect(endpoint["configured"]["gateways"] == .array([.string("172.17.0.1")]))
    #expect(endpoint["mac"].string == inspected["MacAddress"].string)

    let inside = try insideJSON("bbox01", "ip", "-j", "-d", "address", "show", "dev", "eth0")[0]
    #expect(endpoint["link"]["index"] == inside["ifindex"])
    #expect(endpoint["link"]["name"].string == "eth0")
    #expect(endpoint["hostLink"]["index"] == inside["link_index"])

    let hostLinks = try engine.namespace.ipJSON("link")
    let hostLink = try hostLinks.first("ifname", #require(endpoint["hostLink"]["name"].string))
    #expect(hostLink["ifindex"] == endpoint["hostLink"]["index"])
    #expect(hostLink["link_index"] == endpoint["link"]["index"])
    #expect(hostLink["master"].string == "docker0")
    #expect(endpoint["bridge"]["name"].string == "docker0")
    let bridgeIndex = hostLinks.first("ifname", "docker0")["ifindex"]
    #expect(endpoint["bridge"]["index"] == bridgeIndex)
    let ports = try JSON(parsing: engine.namespace.run("bridge", "-j", "link"))
    #expect(ports.first("ifname", endpoint["hostLink"]["name"].string ?? "")["master"].string == "docker0")
  }

  @Test("The gateway is the one of the route inside")
  func gateway() throws {
    let routes = try insideJSON("bbox01", "ip", "-j", "route")
    let route = routes.first("dst", "default")
    let gateway = namespace(of: "bbox01")["gateways"][0]
    #expect(gateway["address"] == route["gateway"])
    #expect(gateway["link"] == route["dev"])
    #expect(gateway["address"].string == "172.17.0.1")
  }

  @Test("The cable is proved from both ends")
  func proof() throws {
    let inner = namespace(of: "bbox01")["links"].first("name", "eth0")
    let outer = namespace(of: "bbox02")["links"].array.first { $0["index"] == inner["peer"]["index"] }
    #expect(inner["peer"]["proof"].string == "proved")
    #expect(inner["peer"]["namespace"] == container("bbox02")["namespace"])
    #expect(outer?["peer"]["proof"].string == "proved")
    #expect(outer?["peer"]["namespace"] == container("bbox01")["namespace"])
    #expect(outer?["peer"]["name"].string == "eth0")
  }

  @Test("The network's members, subnet, gateway and bridge are those of docker network inspect")
  func network() throws {
    let network = picture["networks"].first("name", "bridge")
    let inspected = try engine.inspectNetwork("bridge")
    #expect(network["id"] == inspected["Id"])
    #expect(network["driver"].string == "bridge")
    #expect(network["internal"].bool == false)
    #expect(network["subnets"][0]["subnet"] == inspected["IPAM"]["Config"][0]["Subnet"])
    #expect(network["subnets"][0]["gateway"].string == "172.17.0.1")
    #expect(network["bridge"]["name"].string == "docker0")
    let members = inspected["Containers"].object.keys.map { "docker:\($0)" }.sorted()
    #expect(network["containers"].array.compactMap(\.string) == members)
  }

  @Test("Neither host nor none mode has an address or a cable of its own")
  func hostAndNone() throws {
    #expect(container("bbox02")["endpoints"].array.allSatisfy { $0["addresses"].array.isEmpty && $0["link"] == .null })
    #expect(namespace(of: "bbox03")["links"].array.compactMap { $0["name"].string } == ["lo"])
    #expect(namespace(of: "bbox03")["gateways"].array.isEmpty)
    #expect(namespace(of: "bbox02")["roles"].array.contains(.string("host")))
  }

  @Test("Counters move by what a transfer inside moves, on both ends alike")
  func counters() throws {
    // A container of its own: other tests send from the tutorial's.
    try engine.run("counted")
    defer { _ = try? engine.remove("counted") }
    let gantry = GantryUnderTest(beside: engine)
    let before = try eth0(gantry.json("list", "all"))
    try engine.exec("counted", "ping", "-q", "-c", "20", "-i", "0.05", "-s", "1000", "172.17.0.1")
    let after = try eth0(gantry.json("list", "all"))
    let kernel = try insideJSON("counted", "ip", "-j", "-s", "link", "show", "dev", "eth0")[0]["stats64"]
    let moved = { (key: String) in (after.inner[key].int ?? 0) - (before.inner[key].int ?? 0) }
    // 1,000 bytes, 8 of ICMP, 20 of IP, 14 of Ethernet; an ARP exchange may come on top.
    #expect((20 * 1042...20 * 1042 + 200).contains(moved("txBytes")))
    // The bridge sends every new member some multicast of its own.
    #expect((20 * 1042...20 * 1042 + 4000).contains(moved("rxBytes")))
    #expect((20...24).contains(moved("txPackets")))
    #expect((after.inner["txBytes"].int ?? 0) <= (kernel["tx"]["bytes"].int ?? 0))
    #expect(after.inner["txBytes"] == after.outer["rxBytes"])
    #expect(after.inner["rxPackets"] == after.outer["txPackets"])
  }

  private func container(_ name: String) -> JSON { picture["containers"].first("name", name) }

  private func namespace(of container: String) -> JSON {
    picture["namespaces"].first("id", self.container(container)["namespace"].string ?? "")
  }

  private func eth0(_ picture: JSON) throws -> (inner: JSON, outer: JSON) {
    let endpoint = picture["containers"].first("name", "counted")["endpoints"][0]
    func counters(_ reference: JSON) -> JSON {
      let namespace = picture["namespaces"].first("id", reference["namespace"].string ?? "")
      return namespace["links"].array.first { $0["index"] == reference["index"] }?["counters"] ?? .null
    }
    return (counters(endpoint["link"]), counters(endpoint["hostLink"]))
  }

  private func insideJSON(_ container: String, _ command: String...) throws -> JSON {
    let path = try "/proc/\(engine.pid(of: container))/ns/net"
    return try JSON(parsing: Command(command[0], Array(command.dropFirst())).inNamespace(path)())
  }
}
