import Addresses
import TestSupport
import Testing
import Topology

@Suite struct NamespaceTests {
  @Test(
    "Gateways are those of the default routes that are used: IPv4 first, the best metric first, none after a refusal")
  func gateways() throws {
    func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
    let id = NamespaceID(device: 4, inode: 1)
    let namespace = Namespace(
      id: id, links: [Link(id: LinkID(namespace: id, index: 2), name: "eth0")],
      routes: [
        Route(destination: .all(.ipv6), metric: 1, nextHops: [.init(gateway: try address("fe80::1"), link: 2)]),
        Route(destination: .all(.ipv4), metric: 200, nextHops: [.init(gateway: try address("10.0.0.2"), link: 2)]),
        Route(destination: .all(.ipv4), metric: 100, nextHops: [.init(gateway: try address("10.0.0.1"), link: 3)]),
        Route(destination: .all(.ipv4), table: 100, nextHops: [.init(gateway: try address("10.0.0.3"), link: 2)]),
        Route(destination: .all(.ipv4), kind: .unreachable, metric: 400, nextHops: []),
        Route(destination: .all(.ipv4), metric: 500, nextHops: [.init(gateway: try address("10.0.0.4"), link: 2)]),
        Route(
          destination: .all(.ipv4), metric: 50,
          nextHops: [.init(gateway: try address("10.0.0.5"), link: 2, isDead: true)]),
        Route(destination: .all(.ipv4), metric: 300, nextHops: [.init(gateway: nil, link: 2)]),
        Route(
          destination: try #require(IPPrefix("10.1.0.0/16")),
          nextHops: [.init(gateway: try address("10.0.0.9"), link: 2)]),
      ])
    #expect(namespace.gateways.map(\.words) == ["10.0.0.1", "10.0.0.2", "dev eth0", "fe80::1"])
    #expect(namespace.gateways.map(\.link) == [nil, "eth0", "eth0", "eth0"])
  }

  @Test("Every way of a multipath default route is a gateway")
  func multipath() throws {
    let hops = [1, 2].map { Route.NextHop(gateway: IPAddress(ipv4: 0x0a00_0000 + $0), link: nil) }
    let namespace = Namespace(
      id: NamespaceID(device: 4, inode: 1), routes: [Route(destination: .all(.ipv4), nextHops: hops)])
    #expect(namespace.gateways.count == 2)
  }

  @Test("Pids are those of processes, sorted")
  func pids() {
    let namespace = Namespace(
      id: NamespaceID(device: 4, inode: 1),
      holders: [
        Holder(.process, pid: 9), Holder(.descriptor, pid: 3, descriptor: 7), Holder(.process, pid: 2),
        Holder(.thread, pid: 4, thread: 5),
      ])
    #expect(namespace.pids == [2, 9])
  }

  @Test("A picture finds its objects, the other ends of cables and the ports of bridges")
  func lookup() throws {
    let snapshot = TutorialHost.snapshot()
    let host = try #require(snapshot.hostNamespace)
    #expect(host.id == TutorialHost.host)
    #expect(snapshot.ports(of: TutorialHost.link(host.id, 5)).map(\.name) == ["vethecd04f5", "veth77a01cc"])
    let eth0 = try #require(snapshot.link(TutorialHost.link(TutorialHost.web, 12)))
    #expect(snapshot.peer(of: eth0)?.name == "veth77a01cc")
    let hidden = try #require(snapshot.link(TutorialHost.link(host.id, 20)))
    #expect(snapshot.peer(of: hidden) == nil)
    #expect(snapshot.contains(.container(TutorialHost.key("old"))))
    #expect(!snapshot.contains(.link(TutorialHost.link(host.id, 99))))
  }
}
