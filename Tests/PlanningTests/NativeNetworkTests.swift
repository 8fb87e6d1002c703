import Addresses
import Planning
import Testing
import Topology

@Suite("Native networks in a picture")
struct NativeNetworkTests {
  @Test("A bridge that gantry made is shown as the network that it is, once")
  func naming() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab", isInternal: true))))
    host.networks.append(
      Network(
        key: NetworkKey(bridge: host.hostLinks[4].id), name: "br-lab", driver: "bridge",
        bridge: host.hostLinks[4].reference))
    let networks = host.snapshot.networks
    #expect(networks.map(\.name).sorted() == ["bridge", "lab"])
    let lab = try #require(host.snapshot.network(PlannedHost.lab))
    #expect(lab.engine == "native" && lab.isInternal && lab.bridge?.name == "br-lab")
    #expect(lab.subnets == [.init(prefix: prefix("172.18.0.0/16"), gateway: IPAddress("172.18.0.1"))])
  }

  @Test("A network whose bridge is gone has none, and another host's is not shown")
  func gone() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    host.hostLinks.removeLast()
    #expect(host.snapshot.network(PlannedHost.lab)?.bridge == nil)
    let elsewhere = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0),
      namespaces: [Namespace(id: PlannedHost.host, cookie: 77, roles: [.host])])
    #expect(elsewhere.naming(host.registry).networks.isEmpty)
  }
}
