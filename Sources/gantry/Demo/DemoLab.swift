import Addresses
import Execution
import LinuxSystem
import Netlink
import Observation
import Planning
import SystemPackage
import Topology

/// What the demo shows: made by the same plans as everything else that gantry makes.
struct DemoLab {
  private static let front = NetworkKey(engine: Registry.engine, id: "frontend")
  private static let back = NetworkKey(engine: Registry.engine, id: "backend")
  private static let dual = NetworkKey(engine: Registry.engine, id: "dual")

  private let state = StateDirectory.here

  /// Makes all of it, on the lab's own host.
  /// - Throws: why something could not be made, as the commands would.
  func build() throws {
    try run("internet", .none)
    try connectUplink(to: "internet")
    try make(.createNetwork(NewNetwork(name: "frontend", subnets: try prefixes("10.20.0.0/24"))))
    try make(.createNetwork(NewNetwork(name: "backend", subnets: try prefixes("10.30.0.0/24"), isInternal: true)))
    try make(
      .createNetwork(NewNetwork(name: "dual", subnets: try prefixes("10.40.0.0/24", "fd00:40::/64"), hasIPv6: true)))
    try run("web", .network(Self.front, address: try address("10.20.0.10")), sending: 180_000, to: "10.20.0.11")
    try run("api", .network(Self.front, address: try address("10.20.0.11")), sending: 60_000, to: "10.30.0.10")
    try attach("api", to: Self.back)
    try run("db", .network(Self.back, address: try address("10.30.0.10")), sending: 90_000, to: "10.30.0.2")
    try run("crawler", .network(Self.front), sending: 40_000, to: "198.51.100.1")
    try run("six", .network(Self.dual, address: nil), sending: 30_000, to: "fd00:40::1")
    try run("cache", .network(Self.back), sending: 10_000, to: "10.30.0.10", cutting: "eth0")
    try run("logger", .container(ContainerKey(engine: Registry.engine, id: "web")))
    try run("agent", .host)
    try run("batch", .none)
  }

  private func run(
    _ name: String, _ destination: Destination, sending rate: Int = 0, to peer: String? = nil,
    cutting link: String? = nil
  ) throws {
    let peers = peer.map { ["--to", $0, "--rate", String(rate)] } ?? []
    let broken = link.map { ["--cut", $0] } ?? []
    let command = [try DemoHost.program, "demo-traffic"] + peers + broken
    try make(.run(NewContainer(name: name, destination: destination, command: peer == nil ? [] : command)))
  }

  private func attach(_ name: String, to network: NetworkKey) throws {
    try make(.attach(Attachment(.container(ContainerKey(engine: Registry.engine, id: name)), to: .network(network))))
  }

  private func make(_ intent: Intent) throws {
    let lock = try state.lock()
    let snapshot = try Observer.readOnce(deep: false).naming(try state.registry())
    let facts = try HostFacts.read(snapshot)
    let plan = try Planner(snapshot, try state.registry(), facts, seed: .random(in: .min ... .max)).plan(for: intent)
    try Executor(state, lock, snapshot).carryOut(plan)
  }

  /// A cable to what stands for the outside, with the default routes that a host has.
  private func connectUplink(to name: String) throws {
    let outside = try NamespaceDescriptor(path: "/run/netns/\(name)")
    var host = try Rtnetlink()
    let near = NewLink(name: "uplink0", mac: MACAddress(bits: 0x02_00_5e_00_53_01), mtu: 1500)
    let far = NewLink(name: "isp0", mac: MACAddress(bits: 0x02_00_5e_00_53_02), mtu: 1500)
    try host.createVeth(near, peer: far, in: outside)
    try configure(&host, "uplink0", ["198.51.100.2/24", "2001:db8::2/64"], gateways: ["198.51.100.1", "2001:db8::1"])
    try setUp(&host, "lo")
    let worker = try NamespaceWorker(name: "demo")
    try worker.run { visitor in
      try visitor.inside(outside) {
        var kernel = try Rtnetlink()
        try configure(&kernel, "isp0", ["198.51.100.1/24", "2001:db8::1/64"], gateways: [])
      }
    }
  }

  private func configure(
    _ kernel: inout Rtnetlink, _ name: String, _ addresses: [String], gateways: [String]
  ) throws {
    let index = try setUp(&kernel, name)
    for prefix in try addresses.map(prefix) { try kernel.add(AddressMessage(index: index, prefix: prefix)) }
    for gateway in try gateways.map(address) {
      try kernel.add(
        RouteMessage(destination: .all(gateway.family), gateway: gateway, outputInterface: index))
    }
  }

  @discardableResult
  private func setUp(_ kernel: inout Rtnetlink, _ name: String) throws -> InterfaceIndex {
    guard let link = try kernel.links().first(where: { $0.name == name }) else {
      throw CommandFailure("the lab has no link \(name)")
    }
    try kernel.setLink(link.index, isUp: true)
    return link.index
  }

  private func prefixes(_ texts: String...) throws -> [IPPrefix] { try texts.map(prefix) }

  private func prefix(_ text: String) throws -> IPPrefix { try parsed(text, "subnet") { IPPrefix($0) } }

  private func address(_ text: String) throws -> IPAddress { try parsed(text, "address") { IPAddress($0) } }
}
