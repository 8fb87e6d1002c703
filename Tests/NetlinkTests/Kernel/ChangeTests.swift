import Addresses
import LinuxSystem
import Netlink
import SystemPackage
import TestSupport
import Testing

/// What the kernel did is read with `ip`, not with what is tested.
@Suite("Changes to the real kernel", .requires(.root))
struct ChangeTests {
  let lab: Lab
  let namespace: LabNamespace

  init() throws {
    lab = try Lab("nl")
    namespace = try lab.namespace("a")
  }

  @Test("A bridge has the name, address, MTU and index that it was made with")
  func bridge() throws {
    try namespace.asking {
      try $0.createBridge(
        NewLink(name: "br-lab", mac: MACAddress("02:00:00:00:00:03"), mtu: 1400, index: 42))
    }
    let told = try namespace.told("link show br-lab")[0]
    #expect(told["linkinfo"]["info_kind"].string == "bridge" && told["ifindex"].int == 42)
    #expect(told["address"].string == "02:00:00:00:00:03" && told["mtu"].int == 1400)
  }

  @Test("A veth pair is made with its far end inside, without a name of it ever outside")
  func veth() throws {
    let other = try lab.namespace("b")
    try namespace.ip(each: "link add eth0 type bridge")
    try namespace.asking { kernel in
      try kernel.createVeth(
        NewLink(name: "port0", mac: MACAddress("02:00:00:00:00:01"), mtu: 1400, index: 44),
        peer: NewLink(name: "eth0", mac: MACAddress("02:00:00:00:00:02"), mtu: 1400, index: 33),
        in: NamespaceDescriptor(path: other.path))
    }
    let near = try namespace.told("link show port0")[0]
    let far = try other.told("link show eth0")[0]
    #expect(near["address"].string == "02:00:00:00:00:01" && near["mtu"].int == 1400)
    #expect(far["address"].string == "02:00:00:00:00:02" && far["ifindex"].int == 33 && far["mtu"].int == 1400)
    #expect(near["link_index"].int == 33 && far["link_index"].int == 44)
    #expect(try namespace.told("link show").count == 3)
  }

  @Test("A pair whose far name is taken leaves nothing behind")
  func vethRefused() throws {
    let other = try lab.namespace("b")
    try other.ip(each: "link add eth0 type bridge")
    let error = #expect(throws: NetlinkError.self) {
      try namespace.asking { kernel in
        try kernel.createVeth(
          NewLink(name: "port0"), peer: NewLink(name: "eth0"), in: NamespaceDescriptor(path: other.path))
      }
    }
    #expect(error?.cause == .refused(.fileExists))
    #expect(try namespace.told("link show").count == 1)
  }

  @Test("Links are set up and down, plugged in and out, given another MTU, and removed")
  func links() throws {
    try namespace.ip(each: "link add br0 type bridge", "link add v0 type veth peer name v1")
    let (bridge, port) = try namespace.asking { (try $0.link(named: "br0").index, try $0.link(named: "v0").index) }
    func told(_ key: String) throws -> JSON { try namespace.told("link show v0")[0][key] }

    try namespace.asking { kernel in
      try kernel.setLink(port, master: bridge)
      try kernel.setLink(port, isUp: true)
      try kernel.setLink(port, mtu: 1300)
    }
    #expect(try told("master").string == "br0" && told("mtu").int == 1300)
    #expect(try told("flags").array.contains(.string("UP")))
    try namespace.asking { kernel in
      try kernel.setLink(port, isUp: false)
      try kernel.setLink(port, master: nil)
    }
    #expect(try told("master") == .null && !told("flags").array.contains(.string("UP")))
    try namespace.asking { try $0.deleteLink(port) }
    #expect(try namespace.told("link show").compactMap { $0["ifname"].string } == ["lo", "br0"])
    let error = #expect(throws: NetlinkError.self) { try namespace.asking { try $0.deleteLink(port) } }
    #expect(error?.cause == .refused(.operationNotSupportedByDevice))
  }

  @Test(
    "Addresses and routes come and go, of both families",
    arguments: [("10.1.2.3/24", "10.1.2.1"), ("fd00::5/64", "fd00::1")])
  func addresses(prefix: String, gateway: String) throws {
    try namespace.addVeth("v0", "v1")
    let index = try namespace.asking { try $0.link(named: "v0").index }
    let family = gateway.contains(":") ? "-6" : "-4"
    var address = AddressMessage(index: index, prefix: try #require(IPPrefix(prefix)))
    address.flags.insert(.noDuplicateDetection)
    let route = RouteMessage(
      destination: .all(address.prefix.address.family), gateway: IPAddress(gateway), outputInterface: index)
    let new = (address, route)
    func routes() throws -> [String] {
      try namespace.told("\(family) route show default").compactMap { $0["gateway"].string }
    }

    try namespace.asking { kernel in
      try kernel.add(new.0)
      try kernel.add(new.1)
    }
    #expect(try namespace.told("addr show v0").description.contains("\(address.prefix.address)"))
    #expect(try routes() == [gateway])
    for again in [{ @Sendable kernel in try kernel.add(new.0) }, { kernel in try kernel.add(new.1) }]
      as [@Sendable (inout Rtnetlink) throws -> Void]
    {
      let error = #expect(throws: NetlinkError.self) { try namespace.asking(again) }
      #expect(error?.cause == .refused(.fileExists))
    }
    try namespace.asking { kernel in
      try kernel.remove(new.1)
      try kernel.remove(new.0)
    }
    #expect(try routes().isEmpty)
    #expect(try !namespace.told("addr show v0").description.contains("\(address.prefix.address)"))
    let error = #expect(throws: NetlinkError.self) { try namespace.asking { try $0.remove(new.1) } }
    #expect(error?.cause == .refused(.noSuchProcess))
  }
}
