import Addresses
import Diagnosis
import Glibc
import Testing
import Topology

@Suite("What a look for faults costs")
struct CostTests {
  @Test("A healthy host with eight times as many containers on a bridge takes about eight times as long, not 64 times")
  func growth() {
    let (few, many) = (Self.time(containers: 200), Self.time(containers: 1_600))
    #expect(many / few < 24, "\(few) ns, then \(many) ns")
  }

  /// Nanoseconds of the thread: the least of three.
  private static func time(containers: Int) -> Double {
    let snapshot = host(containers: containers)
    return (0..<3).map { _ in
      let start = processorTime()
      #expect(Doctor.findings(in: snapshot).isEmpty)
      return processorTime() - start
    }.min() ?? 0
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// A bridge and containers without an engine, each with an address and the bridge as its gateway.
  private static func host(containers: Int) -> Snapshot {
    let host = NamespaceID(device: 4, inode: 1)
    let bridge = Link(
      id: LinkID(namespace: host, index: 2), name: "br0", kind: .bridge(.init()), addresses: [address(1)])
    var ports: [Link] = []
    var namespaces: [Namespace] = []
    for number in 0..<containers {
      let (id, index) = (NamespaceID(device: 4, inode: UInt64(2 + number)), Int32(3 + number))
      ports.append(
        Link(
          id: LinkID(namespace: host, index: index), name: "v\(number)", kind: .veth, master: 2,
          peer: Peer(namespace: id, index: 2, name: "eth0", nsid: Int32(number), proof: .proved)))
      let eth0 = Link(
        id: LinkID(namespace: id, index: 2), name: "eth0", kind: .veth, addresses: [address(UInt32(2 + number))],
        peer: Peer(namespace: host, index: index, name: "v\(number)", nsid: 0, proof: .proved))
      let route = Route(
        destination: .all(.ipv4), nextHops: [Route.NextHop(gateway: IPAddress(ipv4: 0x0a00_0001), link: 2)])
      namespaces.append(Namespace(id: id, roles: [.named], names: ["n\(number)"], links: [eth0], routes: [route]))
    }
    return Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 1),
      namespaces: [Namespace(id: host, roles: [.host], links: [bridge] + ports)] + namespaces)
  }

  private static func address(_ host: UInt32) -> LinkAddress {
    LinkAddress(IPPrefix(IPAddress(ipv4: 0x0a00_0000 + host), length: 16) ?? .all(.ipv4))
  }
}
