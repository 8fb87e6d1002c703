import Addresses
import LinuxSystem
import Netlink
import SystemPackage
import Topology

/// Reads one namespace after the other, on the thread of a ``NamespaceWorker``. Of each nothing stays open.
struct NamespaceReader: ~Copyable {
  /// How much is read.
  enum Depth: Sendable {
    /// All there is to know.
    case everything
    /// Of the tables of neighbours and of forwarding only what findings rest on: see ``TableScope/findings``.
    case findings
    /// All but the tables of neighbours and of forwarding, which are long and dear, and tell of no wiring.
    case wiring
    /// Links and their counters.
    case links
  }

  /// The namespace gantry runs in.
  let own: NamespaceID
  private let buffer = ReceiveBuffer()

  /// What a container usually has of links, of addresses and of routes: a loopback and one cable.
  private static let usual = 2

  init(own: NamespaceID) { self.own = own }

  /// Reads one after the other; those that are gone are left out.
  func read(
    _ found: some Sequence<FoundNamespace>, _ depth: Depth, _ visitor: borrowing NamespaceVisitor
  ) -> [NamespaceReading] {
    var readings: [NamespaceReading] = []
    for namespace in found {
      if let reading = read(namespace, depth, visitor) { readings.append(reading) }
    }
    return readings
  }

  /// What the kernel says inside; nil where the namespace is gone.
  func read(_ found: FoundNamespace, _ depth: Depth, _ visitor: borrowing NamespaceVisitor) -> NamespaceReading? {
    let start = SystemClock.monotonic()
    var reading: NamespaceReading?
    do {
      reading = try inside(found, visitor) { kernel throws(NetlinkError) in
        switch depth {
        case .everything: try everything(in: found.id, &kernel, home: visitor.home)
        case .findings: try whatFindingsRestOn(in: found.id, &kernel, home: visitor.home)
        case .wiring: try wiring(in: found.id, &kernel, home: visitor.home)
        case .links: try linksAlone(in: found.id, &kernel)
        }
      }
    } catch {
      reading = NamespaceReading(id: found.id, access: .denied(Self.reason(error)))
    }
    let end = SystemClock.monotonic()
    reading?.readAt = Instant(nanoseconds: end)
    reading?.cost = end - start
    return reading
  }

  /// What gantry's own namespace calls others; those that have no number there are left out.
  func numbers(of found: [FoundNamespace], _ visitor: borrowing NamespaceVisitor) throws -> [NamespaceID: Int32] {
    var numbers: [NamespaceID: Int32] = [:]
    var kernel = try visitor.atHome { try Rtnetlink(buffer: buffer) }
    for namespace in found { numbers[namespace.id] = try number(of: namespace, &kernel) }
    return numbers
  }

  /// Nil where it has none, or is gone.
  private func number(of found: FoundNamespace, _ kernel: inout Rtnetlink) throws(NetlinkError) -> Int32? {
    guard let descriptor = try? opened(found) else { return nil }
    return try kernel.namespaceID(of: descriptor)
  }

  /// What a namespace calls others.
  func answers(
    to question: NsidQuestion, _ places: [NamespaceID: FoundNamespace], _ visitor: borrowing NamespaceVisitor
  ) -> [Int32: NamespaceID] {
    var answers: [Int32: NamespaceID] = [:]
    guard let place = places[question.namespace] else { return [:] }
    // A namespace that cannot be entered any more leaves its question open: what it asked for stays unexplained.
    _ = try? inside(place, visitor) { kernel throws(NetlinkError) in
      for candidate in question.candidates {
        guard let found = places[candidate], let descriptor = try? opened(found),
          let nsid = try kernel.namespaceID(of: descriptor)
        else { continue }
        answers[nsid] = candidate
        if nsid == question.nsid { return }
      }
    }
    return answers
  }

  /// Runs `body` with a connection to the namespace's kernel side.
  private func inside<Result>(
    _ found: FoundNamespace, _ visitor: borrowing NamespaceVisitor,
    _ body: (inout Rtnetlink) throws(NetlinkError) -> Result
  ) throws -> Result? {
    if found.id == own {
      var kernel = try visitor.atHome { try Rtnetlink(buffer: buffer) }
      return try body(&kernel)
    }
    guard let descriptor = try opened(found) else { return nil }
    var kernel = try visitor.inside(descriptor) { try Rtnetlink(buffer: buffer) }
    return try body(&kernel)
  }

  /// Opens a namespace in the first way that leads to it; nil where none does because it is gone.
  private func opened(_ found: FoundNamespace) throws(SystemError) -> NamespaceDescriptor? {
    var refusal: SystemError?
    let identity = NamespaceDescriptor.Identity(device: found.id.device, inode: found.id.inode)
    for handle in found.handles {
      do {
        return try handle.open(identity)
      } catch {
        if error.errno == .permissionDenied || error.errno == .notPermitted { refusal = error }
      }
    }
    if let refusal { throw refusal }
    return nil
  }

  /// The missing capability (capabilities(7)) where that is it, else the kernel's words.
  private static func reason(_ error: any Error) -> String {
    guard let refusal = error as? SystemError, [.permissionDenied, .notPermitted].contains(refusal.errno)
    else { return "\(error)" }
    let capability =
      switch refusal.operation {
      case "setns": "CAP_SYS_ADMIN"
      case "ioctl SIOCGSKNS": "CAP_NET_ADMIN"
      default: refusal.object?.hasPrefix("/proc/") ?? true ? "CAP_SYS_PTRACE" : "CAP_DAC_READ_SEARCH"
      }
    return "\(refusal.operation): \(refusal.errno); it needs \(capability)"
  }

  private func linksAlone(in id: NamespaceID, _ kernel: inout Rtnetlink) throws(NetlinkError) -> NamespaceReading {
    var reading = NamespaceReading(id: id)
    try addLinks(to: &reading, &kernel)
    return reading
  }

  private func everything(
    in id: NamespaceID, _ kernel: inout Rtnetlink, home: borrowing NamespaceDescriptor
  ) throws(NetlinkError) -> NamespaceReading {
    var reading = try wiring(in: id, &kernel, home: home)
    reading.tables = try tables(&kernel, withForwarding: reading.links.contains(where: \.hasForwarding))
    return reading
  }

  private func whatFindingsRestOn(
    in id: NamespaceID, _ kernel: inout Rtnetlink, home: borrowing NamespaceDescriptor
  ) throws(NetlinkError) -> NamespaceReading {
    var reading = try wiring(in: id, &kernel, home: home)
    let hasTunnel = reading.links.contains { if case .vxlan = $0.link.kind { true } else { false } }
    if id == own || hasTunnel || reading.links.contains(where: \.isDecidedByNeighbours) {
      reading.tables = try tables(&kernel, withForwarding: hasTunnel)
    } else {
      var tables = NamespaceReading.Tables(readAt: Instant(nanoseconds: SystemClock.monotonic()))
      for gateway in reading.gateways {
        let message = try kernel.neighbour(gateway.address, on: gateway.link)
        if let neighbour = message.flatMap({ Neighbour($0, at: tables.readAt) }) { tables.neighbours.append(neighbour) }
      }
      reading.tables = tables
    }
    return reading
  }

  private func tables(
    _ kernel: inout Rtnetlink, withForwarding: Bool
  ) throws(NetlinkError) -> NamespaceReading.Tables {
    var tables = NamespaceReading.Tables(readAt: Instant(nanoseconds: SystemClock.monotonic()))
    tables.neighbours = try kernel.neighbours().compactMap { Neighbour($0, at: tables.readAt) }
    if withForwarding { tables.forwarding = try kernel.bridgeForwarding().compactMap(ForwardingEntry.init) }
    return tables
  }

  private func wiring(
    in id: NamespaceID, _ kernel: inout Rtnetlink, home: borrowing NamespaceDescriptor
  ) throws(NetlinkError) -> NamespaceReading {
    var reading = NamespaceReading(id: id)
    let families = try addLinks(to: &reading, &kernel)
    if id != own, reading.links.contains(where: { $0.nsid != nil }) {
      reading.ownNsid = try kernel.namespaceID(of: home)
    }
    try addAddresses(to: &reading, &kernel, families)
    var routes: [Route] = []
    routes.reserveCapacity(Self.usual)
    try kernel.forEachRoute(families) {
      routes.removeAll(keepingCapacity: true)
    } _: { message in
      routes.append(Route(message))
    }
    reading.routes = routes
    let needsPolicy = id == own || reading.needsPolicy
    if needsPolicy { try addPolicy(to: &reading, &kernel) }
    if needsPolicy || reading.needsNextHops { addNextHops(to: &reading, &kernel) }
    if needsPolicy || reading.mayProxy {
      reading.proxies = try kernel.proxyNeighbours().compactMap(ProxyNeighbour.init)
    }
    if reading.hasEqualDefaults { reading.putUsedDefaultFirst(try? kernel.route(to: Self.anywhere)) }
    if reading.links.contains(where: \.filtersVLANs) { try addVLANs(to: &reading, &kernel) }
    return reading
  }

  /// - Returns: the one family of addresses and routes that there can be here; nil where there can be both.
  @discardableResult
  private func addLinks(
    to reading: inout NamespaceReading, _ kernel: inout Rtnetlink
  ) throws(NetlinkError) -> IPAddress.Family? {
    // Kernels before 5.14 have no cookie.
    reading.cookie = try? kernel.transport.namespaceCookie()
    let id = reading.id
    var links: [LinkReading] = []
    links.reserveCapacity(Self.usual)
    var hasIPv6 = false
    let readAt = Instant(nanoseconds: SystemClock.monotonic())
    try kernel.forEachLink {
      links.removeAll(keepingCapacity: true)
    } _: { message in
      hasIPv6 = hasIPv6 || message.hasIPv6
      links.append(LinkReading(message, in: id, readAt: readAt))
    }
    // Most kernels list them so.
    let areSorted = links.indices.dropFirst().allSatisfy { links[$0 - 1].link.index < links[$0].link.index }
    reading.links = areSorted ? links : links.sorted { $0.link.index < $1.link.index }
    return hasIPv6 ? nil : .ipv4
  }

  /// Some address far away (RFC 5737).
  private static let anywhere = IPAddress(ipv4: 0xcb00_7101)

  private func addPolicy(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) throws(NetlinkError) {
    reading.rules = try kernel.rules().map(RoutingRule.init)
    // Without IPv4 or IPv6 in the kernel there is nothing to tell of it.
    guard let ipv4 = try? kernel.forwarding(.ipv4) else { return }
    let ipv6 = try? kernel.forwarding(.ipv6)
    reading.settings = Namespace.Settings(
      forwardsIPv4: ipv4.forwards ?? true, forwardsIPv6: ipv6?.forwards, proxiesARP: ipv4.proxiesNeighbours,
      proxiesNDP: ipv6?.proxiesNeighbours ?? false)
  }

  /// Kernels before 5.3 have no next-hop objects.
  private func addNextHops(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) {
    guard let objects = try? kernel.nextHops().map(NextHopObject.init) else { return }
    reading.nextHops = objects
    for position in reading.routes.indices { reading.routes[position].resolve(by: objects) }
  }

  private func addAddresses(
    to reading: inout NamespaceReading, _ kernel: inout Rtnetlink, _ family: IPAddress.Family?
  ) throws(NetlinkError) {
    var found: [(index: Int32, address: LinkAddress)] = []
    found.reserveCapacity(Self.usual)
    try kernel.forEachAddress(family) {
      found.removeAll(keepingCapacity: true)
    } _: { message in
      found.append((message.index, LinkAddress(message)))
    }
    for (index, address) in found {
      guard let position = reading.position(ofLink: index) else { continue }
      reading.links[position].link.addresses.append(address)
    }
  }

  private func addVLANs(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) throws(NetlinkError) {
    for message in try kernel.bridgeVLANs() {
      guard let position = reading.position(ofLink: message.index), let master = reading.links[position].link.master,
        reading.link(index: master)?.filtersVLANs ?? false
      else { continue }
      reading.links[position].link.port?.vlans = message.bridgeVLANs.map(BridgePort.VLAN.init).sorted { $0.id < $1.id }
    }
  }
}

extension LinkReading {
  fileprivate var hasForwarding: Bool {
    switch link.kind {
    case .bridge, .vxlan: true
    default: false
    }
  }

  /// True for kinds of which findings rest on any neighbour: bridges, and links that do not hear the host they stand on.
  fileprivate var isDecidedByNeighbours: Bool {
    switch link.kind {
    case .bridge, .macvlan, .macvtap, .ipvlan: true
    default: false
    }
  }

  /// True for a bridge that parts its ports by VLAN.
  var filtersVLANs: Bool { if case .bridge(let bridge) = link.kind { bridge.filtersVLANs } else { false } }
}
