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
    /// Links and their counters.
    case links
  }

  /// The namespace gantry runs in.
  let own: NamespaceID
  private let buffer = ReceiveBuffer()

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
    for handle in found.handles {
      do {
        let descriptor = try handle.open()
        // A process may have moved, a name may be another namespace's by now.
        if descriptor.identity.inode == found.id.inode, descriptor.identity.device == found.id.device {
          return descriptor
        }
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
    // Kernels before 5.14 have no cookie.
    reading.cookie = try? kernel.transport.namespaceCookie()
    reading.links = try links(of: id, &kernel)
    return reading
  }

  private func everything(
    in id: NamespaceID, _ kernel: inout Rtnetlink, home: borrowing NamespaceDescriptor
  ) throws(NetlinkError) -> NamespaceReading {
    var reading = try linksAlone(in: id, &kernel)
    if id != own, reading.links.contains(where: { $0.nsid != nil }) {
      reading.ownNsid = try kernel.namespaceID(of: home)
    }
    try addAddresses(to: &reading, &kernel)
    reading.routes = try kernel.routes(table: nil).filter { $0.table != RouteMessage.Table.local }.map(Route.init)
    reading.neighbours = try kernel.neighbours().compactMap(Neighbour.init)
    try addBridging(to: &reading, &kernel)
    return reading
  }

  private func links(of id: NamespaceID, _ kernel: inout Rtnetlink) throws(NetlinkError) -> [LinkReading] {
    var links: [LinkReading] = []
    let readAt = Instant(nanoseconds: SystemClock.monotonic())
    try kernel.forEachLink {
      links.removeAll(keepingCapacity: true)
    } _: { message in
      links.append(LinkReading(message, in: id, readAt: readAt))
    }
    return links.sorted { $0.link.index < $1.link.index }
  }

  private func addAddresses(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) throws(NetlinkError) {
    for message in try kernel.addresses() {
      guard let position = reading.position(ofLink: message.index) else { continue }
      reading.links[position].link.addresses.append(LinkAddress(message))
    }
  }

  private func addBridging(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) throws(NetlinkError) {
    var hasTables = false
    var filters = false
    for link in reading.links {
      switch link.link.kind {
      case .bridge(let bridge):
        hasTables = true
        filters = filters || bridge.filtersVLANs
      case .vxlan: hasTables = true
      default: break
      }
    }
    if hasTables { reading.forwarding = try kernel.bridgeForwarding().compactMap(ForwardingEntry.init) }
    if filters { try addVLANs(to: &reading, &kernel) }
  }

  private func addVLANs(to reading: inout NamespaceReading, _ kernel: inout Rtnetlink) throws(NetlinkError) {
    for message in try kernel.bridgeVLANs() {
      guard let position = reading.position(ofLink: message.index), let master = reading.links[position].link.master,
        case .bridge(let bridge) = reading.link(index: master)?.link.kind, bridge.filtersVLANs
      else { continue }
      reading.links[position].link.port?.vlans = message.bridgeVLANs.map(BridgePort.VLAN.init).sorted { $0.id < $1.id }
    }
  }
}
