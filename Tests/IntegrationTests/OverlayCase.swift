import TestSupport
import Testing

/// Two hosts, `host` and `away`, that an underlay joins, 10.9.0.1 and 10.9.0.2, with an overlay between them and something
/// done to it.
struct OverlayCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let script: String
  /// The rule that tells of it, how bad, and how often; nothing where nothing is wrong.
  let finding: (rule: String, severity: String, count: Int)?
  /// Whether its remedy is a command: it is where the other host is seen.
  let isRepaired: Bool

  static func fault(
    _ rule: String, _ severity: String, _ name: String, count: Int = 1, isRepaired: Bool = true, _ script: String
  ) -> OverlayCase {
    OverlayCase(
      testDescription: "\(rule): \(name)", script: script, finding: (rule, severity, count), isRepaired: isRepaired)
  }

  static func innocent(_ name: String, _ script: String) -> OverlayCase {
    OverlayCase(testDescription: name, script: script, finding: nil, isRepaired: false)
  }

  /// As a network of Swarm is wired: the tunnel in a namespace that no process lives in, with a bridge for the containers.
  private static let swarm = """
    namespaces away one two; cable host eth0 away eth0; address host eth0 10.9.0.1/24; address away eth0 10.9.0.2/24
    node() {
      namespaces $2; ip -n $1 link add vx0 netns $2 mtu 1450 type vxlan id 4097 dstport 4789 nolearning proxy
      ip -n $2 link add br0 up mtu 1450 type bridge; ip -n $2 link set vx0 master br0 up
      ip -n $2 link add veth1 mtu 1450 type veth peer name eth0 netns $3; ip -n $2 link set veth1 master br0 up
      ip -n $3 link set eth0 address $5 mtu 1450 up; address $3 eth0 $4/24
    }
    node host 1-near one 10.0.1.2 02:42:0a:00:01:02
    node away 1-far two 10.0.1.4 02:42:0a:00:01:04
    end() {
      ip -n $1 neigh replace $2 lladdr $3 dev vx0 nud permanent
      ip netns exec $1 bridge fdb replace $3 dev vx0 dst $4 self permanent
    }
    end 1-near 10.0.1.4 02:42:0a:00:01:04 10.9.0.2
    end 1-far 10.0.1.2 02:42:0a:00:01:02 10.9.0.1
    entry() { ip netns exec 1-near bridge fdb $1 02:42:0a:00:01:04 dev vx0 $2 self permanent; }

    """

  /// As flannel wires nodes: the tunnel beside the bridge of the pods, and a route to those of the other node.
  private static let flannel = """
    namespaces away one two; cable host eth0 away eth0; address host eth0 10.9.0.1/24; address away eth0 10.9.0.2/24
    node() {
      ip -n $1 link add flannel.1 address 66:00:00:00:00:0$3 mtu 1450 type vxlan id 1 dev eth0 dstport 8472 nolearning
      ip -n $1 link set flannel.1 up; address $1 flannel.1 10.0.$3.0/32; setting $1 net.ipv4.ip_forward=1
      ip -n $1 link add cni0 up mtu 1450 type bridge; address $1 cni0 10.0.$3.1/24
      ip -n $1 link add v0 mtu 1450 type veth peer name eth0 netns $2; ip -n $1 link set v0 master cni0 up
      ip -n $2 link set eth0 mtu 1450 up; address $2 eth0 10.0.$3.2/24; route $2 default via 10.0.$3.1
      ip -n $1 neigh add 10.0.$4.0 lladdr 66:00:00:00:00:0$4 dev flannel.1 nud permanent
      ip netns exec $1 bridge fdb add 66:00:00:00:00:0$4 dev flannel.1 dst 10.9.0.$4 self permanent
      route $1 10.0.$4.0/24 via 10.0.$4.0 dev flannel.1 onlink
    }
    node host one 1 2
    node away two 2 1

    """

  /// The address of `two`, as `one` reaches it.
  var farAddress: String { script.hasPrefix(Self.flannel) ? "10.0.2.2" : "10.0.1.4" }

  static let faults: [OverlayCase] = [
    .fault("overlay-no-vtep", "warning", "Swarm, an entry was lost", swarm + "entry del 'dst 10.9.0.2'"),
    .fault(
      "overlay-no-vtep", "error", "flannel, an entry was lost",
      flannel + "bridge fdb del 66:00:00:00:00:02 dev flannel.1 dst 10.9.0.2"),
    .fault("overlay-vtep-unreachable", "error", "nobody has that address", swarm + "entry replace 'dst 10.9.0.99'"),
    .fault("overlay-vtep-unreachable", "error", "it is the host itself", swarm + "entry replace 'dst 10.9.0.1'"),
    .fault(
      "overlay-vtep-unreachable", "error", "flannel, nobody has that address",
      flannel + "bridge fdb replace 66:00:00:00:00:02 dev flannel.1 dst 10.9.0.99 self permanent"),
    .fault(
      "overlay-vtep-unreachable", "error", "no route leads there", isRepaired: false,
      swarm + "entry replace 'dst 10.77.0.1'"),
    .fault(
      "overlay-vtep-unreachable", "error", "it is another host, which has no such overlay",
      swarm + """
        namespaces third; add_bridge host lan; ip addr flush dev eth0; plug host lan eth0; address host lan 10.9.0.1/24
        cable host eth1 third eth0; plug host lan eth1; address third eth0 10.9.0.3/24
        entry replace 'dst 10.9.0.3'
        """),
    .fault(
      "overlay-mtu", "warning", "Swarm, the underlay takes no more than the overlay", count: 2,
      swarm + "ip link set eth0 mtu 1450; ip -n away link set eth0 mtu 1450"),
    .fault(
      "overlay-mtu", "warning", "flannel, the underlay takes less than on the day it was made", count: 2,
      flannel + """
        ip link set eth0 mtu 1400; ip -n away link set eth0 mtu 1400
        ip link set flannel.1 mtu 1450; ip -n away link set flannel.1 mtu 1450
        """),
  ]

  static let innocents: [OverlayCase] = [
    .innocent("a network of Swarm", swarm), .innocent("nodes of flannel", flannel),
    .innocent(
      "frames for everybody go to each tunnel end",
      swarm + "entry del 'dst 10.9.0.2'; ip netns exec 1-near bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.9.0.2"),
    .innocent(
      "an entry that stands for several tunnel ends",
      flannel + """
        ip nexthop add id 1 via 10.9.0.2 fdb; ip nexthop add id 2 group 1 fdb
        bridge fdb del 66:00:00:00:00:02 dev flannel.1 dst 10.9.0.2
        bridge fdb add 66:00:00:00:00:02 dev flannel.1 nhid 2 self permanent
        """),
    .innocent(
      "a tunnel end beyond a router",
      swarm + """
        ip -n away addr add 10.10.0.2/32 dev lo; ip route add 10.10.0.0/16 via 10.9.0.2; entry replace 'dst 10.10.0.2'
        """),
    .innocent(
      "a tunnel that could carry more than anybody sends",
      swarm + "ip -n 1-near link set vx0 mtu 1500; ip -n 1-far link set vx0 mtu 1500"),
    .innocent(
      "an entry of somebody who is gone",
      swarm + "ip netns exec 1-near bridge fdb add 02:42:0a:00:01:09 dev vx0 dst 10.9.0.2 self permanent"),
    .innocent(
      "an underlay of IPv6",
      swarm + """
        address host eth0 fd00:9::1/64; address away eth0 fd00:9::2/64
        entry replace 'dst fd00:9::2' || true
        """),
  ]
}

@Suite("The doctor on overlays", .requires(.root, .tool("busybox"), .tool("bridge")))
struct OverlayTests {
  @Test("A fault is told once for each tunnel, and its remedy repairs it", arguments: OverlayCase.faults)
  func faults(fault: OverlayCase) throws {
    let host = try made(fault)
    let expected = try #require(fault.finding)
    let found = try host.findings().filter { $0["severity"].string != "info" }
    #expect(found.map { $0["rule"].string } == Array(repeating: expected.rule, count: expected.count))
    #expect(found.allSatisfy { $0["severity"].string == expected.severity })
    let remedies = found.compactMap { $0["remedy"].string }
    #expect(remedies.allSatisfy { (DoctorCase.command(in: $0) != nil) == fault.isRepaired }, "\(remedies)")
    guard fault.isRepaired else { return }
    for command in remedies.compactMap(DoctorCase.command) { try host.run("sh", "-ec", command) }
    #expect(try host.findings().filter { $0["severity"].string != "info" } == [])
    try host.run("ip", "netns", "exec", "one", "busybox", "ping", "-c", "3", "-W", "2", "-s", "1400", fault.farAddress)
  }

  @Test("What only looks like a fault is not told", arguments: OverlayCase.innocents)
  func innocents(innocent: OverlayCase) throws {
    #expect(try made(innocent).findings() == [])
  }

  private func made(_ overlay: OverlayCase) throws -> IsolatedHost {
    let host = try IsolatedHost()
    try HealthyHost(overlay.testDescription, script: overlay.script).make(on: host)
    return host
  }
}
