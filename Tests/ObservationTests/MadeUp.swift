import Addresses
import Engines
import Topology

@testable import Observation

/// Made-up readings, as short as a test needs them.
enum MadeUp {
  static let own = namespace(1)

  static func namespace(_ inode: UInt64) -> NamespaceID { NamespaceID(device: 4, inode: inode) }

  /// A 64-digit id that starts with the digits.
  static func id(_ digits: String) -> String { digits + String(repeating: "0", count: 64 - digits.count) }

  static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(ipv4: 0) }
  static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }

  static func link(
    _ index: Int32, _ name: String, _ kind: LinkKind, to reference: Int32? = nil, nsid: Int32? = nil,
    master: Int32? = nil, mac: String? = nil, _ addresses: [String] = [], isUp: Bool = true
  ) -> LinkReading {
    LinkReading(
      link: Link(
        id: LinkID(namespace: namespace(0), index: index), name: name, kind: kind, isUp: isUp,
        mac: mac.flatMap { MACAddress($0) }, addresses: addresses.map { LinkAddress(prefix($0)) }, master: master),
      counters: Counters(readAt: Instant(nanoseconds: 1), rxBytes: 0, txBytes: 0, rxPackets: 0, txPackets: 0),
      reference: reference, nsid: nsid)
  }

  static func loopback() -> LinkReading { link(1, "lo", .loopback, ["127.0.0.1/8"]) }

  /// A reading with these links besides `lo`.
  static func reading(
    _ inode: UInt64, ownNsid: Int32? = nil, nsids: [Int32: NamespaceID] = [:], routes: [Route] = [],
    _ links: [LinkReading] = []
  ) -> NamespaceReading {
    var reading = NamespaceReading(id: namespace(inode))
    reading.cookie = inode
    reading.ownNsid = ownNsid
    reading.nsids = nsids
    reading.routes = routes
    reading.links = ([loopback()] + links).map { link in
      var link = link
      link.link.id = LinkID(namespace: namespace(inode), index: link.link.index)
      return link
    }.sorted { $0.link.index < $1.link.index }
    return reading
  }

  static func defaultRoute(via gateway: String, _ link: Int32, metric: UInt32 = 0) -> Route {
    let gateway = address(gateway)
    return Route(
      destination: .all(gateway.family), metric: metric, nextHops: [.init(gateway: gateway, link: link)])
  }

  static func process(
    _ pid: Int32, in inode: UInt64?, _ identity: CgroupIdentity? = nil, start: UInt64 = 100, command: String = "sh"
  ) -> ProcessFacts {
    ProcessFacts(
      pid: pid, startTime: start, command: command, isKernelThread: false, identities: identity.map { [$0] } ?? [],
      namespace: inode)
  }

  static func docker(_ digits: String) -> CgroupIdentity { CgroupIdentity(engine: "docker", id: id(digits)) }

  static func kernel(
    _ readings: [NamespaceReading], _ processes: [ProcessFacts] = [], names: [UInt64: [String]] = [:]
  ) -> KernelReading {
    let wiring = Wiring(readings.sorted { $0.id < $1.id }, own: own)
    let namespaces = wiring.readings.indices.map { position in
      let reading = wiring.readings[position]
      return Namespace(
        id: reading.id, cookie: reading.cookie, roles: reading.id == own ? [.host] : [.process],
        names: names[reading.id.inode] ?? [], links: wiring.links(at: position), routes: reading.routes,
        access: reading.access)
    }
    return KernelReading(
      host: "made-up", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 1000), own: own,
      namespaces: namespaces, counters: CounterTable(), processes: processes.sorted { $0.pid < $1.pid }, sources: [])
  }

  static func engine(
    named name: String = "docker", daemon: Int32? = nil, readAt: UInt64 = 500, _ containers: [EngineContainer],
    _ networks: [EngineNetwork] = []
  ) -> EngineReading {
    EngineReading(
      name: name, socket: "/run/\(name).sock",
      source: Source(name: name, state: .ok, detail: "1", readAt: Instant(nanoseconds: readAt)), daemonPid: daemon,
      containers: containers, networks: networks)
  }

  static func container(
    _ digits: String, pid: Int32?, mode: String = "default", _ endpoints: [EngineEndpoint] = []
  ) -> EngineContainer {
    EngineContainer(
      id: id(digits), name: "name-\(digits)", image: "busybox", state: pid == nil ? .exited : .running, pid: pid,
      networkMode: mode, endpoints: endpoints)
  }

  static func endpoint(
    _ network: String, mac: String? = nil, _ addresses: [String] = [], gateway: String? = nil
  ) -> EngineEndpoint {
    EngineEndpoint(
      network: network, networkID: id(network),
      configured: .init(
        addresses: addresses.map(prefix), gateways: gateway.map { [address($0)] } ?? [],
        mac: mac.flatMap { MACAddress($0) }))
  }

  static func network(_ name: String, driver: String = "bridge", bridge: String? = nil) -> EngineNetwork {
    EngineNetwork(id: id(name), name: name, driver: driver, bridge: bridge)
  }
}
