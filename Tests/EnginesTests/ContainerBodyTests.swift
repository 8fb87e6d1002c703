import Foundation
import Testing

@testable import Engines

/// What a container is made again by, out of recorded answers of engines.
@Suite("Making a container again")
struct ContainerBodyTests {
  private func inspected(_ name: String, _ fixture: Fixture = .docker20) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(fixture.text("container-\(name).json").utf8))
  }

  private func body(
    _ inspected: JSONValue, _ connection: ContainerBody.Connection, hostname: String? = nil, all: Bool = false
  ) -> JSONValue {
    ContainerBody(like: inspected).making(connection, image: "i", hostname: hostname, takesAllEndpoints: all).body
  }

  @Test("Everything that it was made by is there again, but the image, the mode and a name made of its id")
  func everything() throws {
    let old = try inspected("bbox01")
    let new = body(old, .host)
    var config = old["Config"]?.members ?? [:]
    (config["Image"], config["Hostname"]) = ("i", nil)
    var host = old["HostConfig"]?.members ?? [:]
    (host["NetworkMode"], host["ContainerIDFile"], host["Links"], config["MacAddress"]) = ("host", nil, nil, nil)
    var rest = new.members
    rest["HostConfig"] = nil
    #expect(rest == config)
    #expect(new["HostConfig"]?.members == host)
    #expect(host.count > 40)
  }

  @Test("A host name that somebody chose stays; that of the engine's host does not")
  func hostname() throws {
    var old = try inspected("bbox01")
    old["Config"]?["Hostname"] = "chosen"
    #expect(body(old, .none)["Hostname"] == "chosen")
    #expect(body(old, .none, hostname: "chosen")["Hostname"] == nil)
    var guest = try inspected("bbox04")
    guest["Config"]?["Hostname"] = "owner"
    #expect(body(guest, .none)["Hostname"] == nil)
  }

  @Test(
    "In another one's namespace nothing is left of what is refused there",
    arguments: ["Hostname", "Domainname", "ExposedPorts", "MacAddress"],
    ["PortBindings", "PublishAllPorts", "Dns", "DnsOptions", "DnsSearch", "ExtraHosts", "Links"])
  func sharing(member: String, hostMember: String) throws {
    var old = try inspected("bbox01")
    old["Config"]?[member] = "x"
    old["HostConfig"]?[hostMember] = ["x"]
    let new = body(old, .container("abc"))
    #expect(new["HostConfig"]?["NetworkMode"] == "container:abc")
    #expect(new[member] == nil && new["HostConfig"]?[hostMember] == nil)
    #expect(body(old, .network("n", nil))["HostConfig"]?[hostMember] == ["x"])
  }

  @Test("Volumes without names are bound by the engine's names; what is bound already is not bound twice")
  func volumes() throws {
    var old = try inspected("bbox01")
    old["HostConfig"]?["Binds"] = ["/srv:/srv"]
    old["HostConfig"]?["Mounts"] = [["Type": "volume", "Target": "/m"]]
    old["Mounts"] = [
      ["Type": "bind", "Source": "/srv", "Destination": "/srv"],
      ["Type": "volume", "Name": "aa", "Destination": "/data", "RW": true],
      ["Type": "volume", "Name": "bb", "Destination": "/ro", "RW": false],
      ["Type": "volume", "Name": "cc", "Destination": "/m", "RW": true],
    ]
    let host = body(old, .host)["HostConfig"]
    #expect(host?["Binds"] == ["/srv:/srv", "aa:/data", "bb:/ro:ro"])
    #expect(host?["Mounts"] == [["Type": "volume", "Target": "/m", "Source": "cc"]])
    old["HostConfig"]?["AutoRemove"] = true
    #expect(body(old, .host)["HostConfig"]?["Binds"] == ["/srv:/srv"], "its volumes go with it")
  }

  @Test("As it was: what somebody chose of each endpoint, in one request or after it, by the engine's age")
  func endpoints() throws {
    var old = try inspected("two")
    let networks = try #require(old["NetworkSettings"]?["Networks"]?.members.keys.sorted())
    #expect(networks.count == 2)
    let mode = try #require(old["HostConfig"]?["NetworkMode"]?.text)
    let other = try #require(networks.first { $0 != mode })
    let shortID = JSONValue.string(String((old["Id"]?.text ?? "").prefix(12)))
    old["NetworkSettings"]?["Networks"]?[other]?["Aliases"] = ["db", shortID]
    old["NetworkSettings"]?["Networks"]?[other]?["IPAMConfig"] = ["IPv4Address": "10.0.0.9"]
    let container = ContainerBody(like: old)
    let early = container.making(.same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: false)
    let expected: JSONValue = ["Aliases": ["db"], "IPAMConfig": ["IPv4Address": "10.0.0.9"], "DriverOpts": [:]]
    #expect(early.later.map(\.network) == [other] && early.later.first?.settings == expected)
    let late = container.making(.same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: true)
    #expect(late.later.isEmpty)
    #expect(late.body["NetworkingConfig"]?["EndpointsConfig"]?.members.keys.sorted() == networks)
    #expect(late.body["NetworkingConfig"]?["EndpointsConfig"]?[other] == expected)
  }

  @Test(
    "A container that has left the network of its mode leaves it again, whatever the engine's age",
    arguments: [true, false])
  func leaving(takesAllEndpoints: Bool) throws {
    var old = try inspected("two")
    let mode = try #require(old["HostConfig"]?["NetworkMode"]?.text)
    old["NetworkSettings"]?["Networks"]?[mode] = nil
    let other = try #require(old["NetworkSettings"]?["Networks"]?.members.keys.first)
    let making = ContainerBody(like: old).making(
      .same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: takesAllEndpoints)
    #expect(making.left == mode && making.later.map(\.network) == [other])
    #expect(making.body["NetworkingConfig"] == nil)
    old["HostConfig"]?["NetworkMode"] = "default"
    old["NetworkSettings"]?["Networks"] = .object([:])
    let bare = ContainerBody(like: old).making(
      .same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: takesAllEndpoints)
    #expect(bare.left == "bridge" && bare.later.isEmpty)
    old["NetworkSettings"]?["Networks"] = ["net1": ["Aliases": ["db"]]]
    let podman = ContainerBody(like: old).making(
      .same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: true, modeIsNetwork: false)
    #expect(podman.left == nil && podman.later.isEmpty)
    #expect(podman.body["NetworkingConfig"]?["EndpointsConfig"]?.members.keys.sorted() == ["net1"])
  }

  @Test("Each endpoint of one that has never run, without ids, has what was chosen of it alone")
  func endpointsWithoutIDs() throws {
    var old = try inspected("two")
    let networks = try #require(old["NetworkSettings"]?["Networks"]?.members.keys.sorted())
    for name in networks { old["NetworkSettings"]?["Networks"]?[name]?["NetworkID"] = "" }
    for (name, address) in zip(networks, ["10.0.0.9", "10.0.1.9"]) {
      old["NetworkSettings"]?["Networks"]?[name]?["IPAMConfig"] = ["IPv4Address": .string(address)]
    }
    let making = ContainerBody(like: old).making(
      .same(sharing: nil), image: "i", hostname: nil, takesAllEndpoints: true)
    let made = making.body["NetworkingConfig"]?["EndpointsConfig"]?.members ?? [:]
    #expect(networks.map { made[$0]?["IPAMConfig"]?["IPv4Address"]?.text } == ["10.0.0.9", "10.0.1.9"])
  }

  @Test("Limits have the names that engines take, not those that Podman gives")
  func limits() throws {
    var old = try inspected("bbox01")
    old["HostConfig"]?["Ulimits"] = [["Name": "RLIMIT_NOFILE", "Soft": .integer(1)], ["Name": "nproc"]]
    #expect(
      body(old, .none)["HostConfig"]?["Ulimits"] == [["Name": "nofile", "Soft": .integer(1)], ["Name": "nproc"]])
  }

  @Test("One that shared a namespace shares that of the new owner")
  func owner() throws {
    let new = body(try inspected("bbox04"), .same(sharing: "new"))
    #expect(new["HostConfig"]?["NetworkMode"] == "container:new" && new["NetworkingConfig"] == nil)
  }

  @Test("JSON that gantry knows nothing of comes out as it went in", arguments: ["bbox01", "macv", "never"])
  func unknown(name: String) throws {
    let text = try Fixture.docker20.text("container-\(name).json")
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    let again = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
    #expect(again == value)
    #expect(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? NSDictionary
        == JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  @Test("A network is made again by what it was made by")
  func network() throws {
    let networks = try JSONDecoder().decode([JSONValue].self, from: Data(Fixture.docker20.text("networks.json").utf8))
    let old = try #require(networks.first { $0["Driver"] == "bridge" })
    let new = NetworkBody.making(like: old)
    for name in ["Name", "Driver", "IPAM", "Options", "Internal"] { #expect(new[name] == old[name]) }
    #expect(new["Id"] == nil && new["Containers"] == nil && new["Created"] == nil)
  }
}
