import LinuxSystem
import Netlink
import SystemPackage
public import Topology

/// Reads what only the search for findings needs, and is too dear for each second: the packet filter of namespaces that
/// have networks, and the listening sockets of containers whose ports are published.
public enum Inspection {
  /// The name of the packet filter as a source.
  public static let firewallName = "firewall"
  /// The name of the listening sockets as a source.
  public static let socketsName = "sockets"
  /// The name of what neighbours answer as a source.
  public static let requestsName = "neighbours"

  /// The packet filter of gantry's own namespace, while it is being read on a thread of its own: programs are started for
  /// it, and everything else can be discovered meanwhile.
  public struct HostFilter: Sendable {
    fileprivate let facts: Mailbox<Facts?>

    /// Begins to read it, where there is a bridge.
    /// - Returns: nil where no thread can be started; ``Inspection/adding(to:_:)`` reads it then.
    public static func beginReading() -> HostFilter? {
      guard let facts = try? Mailbox<Facts?>(blocking: true) else { return nil }
      do {
        try startThread("firewall") { facts.send(read()) }
      } catch {
        return nil
      }
      return HostFilter(facts: facts)
    }

    private static func read() -> Facts? {
      var facts = Facts()
      do {
        var kernel = try Rtnetlink()
        guard try kernel.hasBridge() else { return nil }
        facts.readFirewall()
      } catch {
        facts.firewallFailure = "\(error)"
      }
      return facts
    }

    /// Waits for it; nil where there was no bridge.
    fileprivate func take() -> Facts? {
      while true {
        if let facts = facts.receive().first { return facts }
      }
    }
  }

  /// The snapshot with these facts. What cannot be read is told by a source.
  /// - Parameters:
  ///   - hostFilter: the packet filter of gantry's own namespace, where it is being read already.
  ///   - object: whose page is to be shown: the packet filter of its own namespace is read as well.
  public static func adding(
    to snapshot: Snapshot, _ hostFilter: HostFilter? = nil, pageOf object: ObjectID? = nil
  ) -> Snapshot {
    let forwarding = Set(
      snapshot.networks.compactMap { $0.bridge?.id.namespace } + [object.flatMap(snapshot.home)].compactMap { $0 })
    let publishing = Set(
      snapshot.containers.compactMap { container in
        container.mode != .host && container.ports.contains { $0.hostPort != nil } ? container.namespace : nil
      })
    // The only way into some may hang: they are not looked into.
    let wanted = snapshot.namespaces.filter {
      $0.access == .read && ($0.isHost || forwarding.contains($0.id) || publishing.contains($0.id))
        && ($0.isHost || $0.holders.contains { $0.handle != nil })
    }
    guard !wanted.isEmpty else { return snapshot }
    let host = snapshot.hostNamespace?.id
    let ahead = host.map(forwarding.contains) ?? false ? hostFilter?.take() : nil
    var facts: [NamespaceID: Facts] = [:]
    do {
      let worker = try NamespaceWorker(name: "inspection")
      facts = try worker.run { visitor in
        var facts: [NamespaceID: Facts] = [:]
        for namespace in wanted {
          let isRead = namespace.id == host && ahead != nil
          facts[namespace.id] = read(
            namespace, filter: forwarding.contains(namespace.id) && !isRead,
            sockets: publishing.contains(namespace.id), visitor)
        }
        return facts
      }
      if let ahead, let host { facts[host]?.takeFirewall(of: ahead) }
    } catch {
      facts = [wanted[0].id: Facts(firewallFailure: "\(error)")]
    }
    return snapshot.refreshed(
      time: snapshot.time, instant: snapshot.instant, sources: snapshot.sources + sources(of: facts),
      counters: snapshot.counters, changed: facts.keys
    ) { namespace in
      namespace.firewall = facts[namespace.id]?.firewall
      namespace.bridgeFiltering = facts[namespace.id]?.bridgeFiltering
      namespace.conntrack = facts[namespace.id]?.conntrack
      namespace.listeners = facts[namespace.id]?.listeners
    }
  }

  /// The snapshot with what became of some questions, each asked once. The namespaces of those who cannot be asked stay
  /// without, and a source tells why.
  public static func asking(_ questions: [NeighbourQuestion], on snapshot: Snapshot) -> Snapshot {
    guard !questions.isEmpty else { return snapshot }
    var answers: [NamespaceID: [NeighbourInquiry]] = [:]
    var failure: (any Error)?
    do {
      let worker = try NamespaceWorker(name: "inspection")
      (answers, failure) = try worker.run { visitor in
        var requests = try NeighbourRequests()
        var failure: (any Error)?
        for question in questions {
          guard let namespace = snapshot.namespace(question.link.namespace) else { continue }
          do {
            try inside(namespace, visitor) { try requests.send(question) }
          } catch {
            failure = failure ?? error
          }
        }
        return (try requests.answers(), failure)
      }
    } catch {
      failure = error
    }
    let source = failure.map { error in
      let isDenied = [.notPermitted, .permissionDenied].contains((error as? SystemError)?.errno)
      return Source(name: requestsName, state: isDenied ? .denied : .failed, detail: "\(error)")
    }
    return snapshot.refreshed(
      time: snapshot.time, instant: snapshot.instant, sources: snapshot.sources + [source].compactMap(\.self),
      counters: snapshot.counters, changed: answers.keys
    ) { $0.inquiries = answers[$0.id] ?? [] }
  }

  fileprivate struct Facts: Sendable {
    var firewall: Firewall?
    var firewallFailure: String?
    var hasNoFirewallProgram = false
    var bridgeFiltering: BridgeFiltering?
    var conntrack: Conntrack?
    var listeners: [Listener]?
    var socketFailure: String?

    /// Reads what decides about the packet filter of the namespace that the calling thread is in.
    mutating func readSettings() { (bridgeFiltering, conntrack) = (BridgeFiltering.read(), Conntrack.read()) }

    /// Reads the packet filter of that namespace, and what decides about it.
    mutating func readFirewall() {
      readSettings()
      do {
        firewall = try FirewallReader.read()
        hasNoFirewallProgram = firewall == nil
      } catch {
        firewallFailure = "\(error)"
      }
    }

    mutating func takeFirewall(of other: Facts) {
      (firewall, firewallFailure) = (other.firewall, other.firewallFailure)
      hasNoFirewallProgram = other.hasNoFirewallProgram
      (bridgeFiltering, conntrack) = (other.bridgeFiltering, other.conntrack)
    }
  }

  private static func read(
    _ namespace: Namespace, filter: Bool, sockets: Bool, _ visitor: borrowing NamespaceVisitor
  ) -> Facts {
    var facts = Facts()
    guard namespace.isHost || filter || sockets else { return facts }
    do {
      try inside(namespace, visitor) {
        if namespace.isHost { facts.readSettings() }
        if filter { facts.readFirewall() }
        if sockets {
          do {
            facts.listeners = try listeners()
          } catch {
            facts.socketFailure = "\(error)"
          }
        }
      }
    } catch {
      // One that has ended meanwhile has nothing to look at.
      if let errno = (error as? SystemError)?.errno, Self.whenGone.contains(errno) { return facts }
      if filter { facts.firewallFailure = "\(error)" }
      if sockets { facts.socketFailure = "\(error)" }
    }
    return facts
  }

  private static let whenGone: Set<Errno> = [.noSuchFileOrDirectory, .noSuchProcess, .staleNFSFileHandle]

  private static func listeners() throws -> [Listener] {
    var kernel = try SocketDiagnostics.socketDiagnostics()
    return try kernel.tcpListeners().map { Listener(transport: "tcp", address: $0.address, port: $0.port) }
      + kernel.udpListeners().map { Listener(transport: "udp", address: $0.address, port: $0.port) }
  }

  private static func inside(
    _ namespace: Namespace, _ visitor: borrowing NamespaceVisitor, _ body: () throws -> Void
  ) throws {
    if namespace.isHost { return try visitor.atHome(body) }
    let identity = NamespaceDescriptor.Identity(device: namespace.id.device, inode: namespace.id.inode)
    var refusal: (any Error)?
    for handle in namespace.holders.compactMap(\.handle) {
      do {
        let descriptor = try handle.open(identity)
        return try visitor.inside(descriptor, body)
      } catch {
        refusal = error
      }
    }
    throw refusal ?? FirewallReader.Failure(description: "no way leads into \(namespace.id.kernelName)")
  }

  private static func sources(of facts: [NamespaceID: Facts]) -> [Source] {
    var sources: [Source] = []
    if let words = facts.values.compactMap(\.firewallFailure).first {
      sources.append(Source(name: firewallName, state: .failed, detail: words))
    } else if facts.values.contains(where: \.hasNoFirewallProgram) {
      sources.append(Source(name: firewallName, state: .absent, detail: "neither nft nor iptables is installed"))
    }
    if let words = facts.values.compactMap(\.socketFailure).first {
      sources.append(Source(name: socketsName, state: .failed, detail: words))
    }
    return sources
  }
}

extension Snapshot {
  /// The namespace that a page is about; nil for other objects.
  fileprivate func home(of object: ObjectID) -> NamespaceID? {
    switch object {
    case .namespace(let id): id
    case .container(let key): container(key)?.namespace
    case .network, .link: nil
    }
  }
}

extension Holder {
  /// The way into the namespace that it shows; none that may hang.
  fileprivate var handle: NamespaceHandle? {
    switch kind {
    case .process: pid.map(NamespaceHandle.process)
    case .mount: pid == nil ? path.map(NamespaceHandle.mount) : nil
    case .thread: pid.flatMap { pid in thread.map { .thread($0, process: pid) } }
    case .descriptor: pid.flatMap { pid in descriptor.map { .descriptor($0, process: pid) } }
    case .socket: pid.flatMap { pid in descriptor.map { .socket($0, process: pid) } }
    }
  }
}
