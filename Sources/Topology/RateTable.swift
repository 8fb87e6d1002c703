/// Rates of every link, from the last two readings of its counters.
///
/// Pictures come more often than counters are read, and not all links' counters are read together. So a table follows
/// the pictures: see ``advanced(from:to:)``.
public struct RateTable: Sendable, Equatable {
  private var rates: [LinkID: Rate] = [:]

  /// Knows nothing.
  public init() {}

  /// Rates between two pictures, each of which has counters of its own.
  public init(from earlier: Snapshot, to later: Snapshot) {
    self = RateTable().advanced(from: earlier, to: later)
  }

  /// The table for the picture after the one that this table is for. Where a link's counters were read anew, its rate is
  /// the mean since they were read before; where they were not, it keeps the rate it had, if it had one.
  ///
  /// A link counts as the same only where its namespace's cookie, its name and its hardware address are: inodes and
  /// indices are reused. Of another one, and of one read only once so far, no rate is known.
  public func advanced(from earlier: Snapshot, to later: Snapshot) -> RateTable {
    var advanced = RateTable()
    for namespace in later.namespaces {
      guard let before = earlier.namespace(namespace.id), before.cookie == namespace.cookie else { continue }
      for link in namespace.links {
        guard let old = before.link(index: link.index), old.name == link.name, old.mac == link.mac else { continue }
        advanced.rates[link.id] = rate(of: link, after: old)
      }
    }
    return advanced
  }

  private func rate(of link: Link, after old: Link) -> Rate? {
    guard let from = old.counters, let to = link.counters else { return nil }
    return from.readAt == to.readAt ? self[link.id] : Rate(from: from, to: to)
  }

  /// A link's rate; nil where it is unknown.
  public subscript(link: LinkID) -> Rate? { rates[link] }

  /// What goes in and out of a namespace: its links but `lo`, ports of a bridge, and links stacked on others there.
  /// Nil where no link's rate is known.
  public func rate(of namespace: Namespace) -> Rate? {
    let outer = namespace.links.filter {
      $0.kind != .loopback && $0.master == nil && ($0.parent == nil || $0.parent?.link?.id.namespace != namespace.id)
    }
    let known = outer.compactMap { self[$0.id] }
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  /// What a container sends and receives: its namespace's traffic. Nil for host mode, whose traffic is the host's,
  /// and for one that shares another's namespace, whose traffic is counted there.
  public func rate(of container: Container, in snapshot: Snapshot) -> Rate? {
    switch container.mode {
    case .host, .container: nil
    case .bridge, .none, .other, .unknown: container.namespace.flatMap(snapshot.namespace).flatMap(rate(of:))
    }
  }

  /// What goes through a bridge or bond: what those plugged into it receive and send. The device's own counters tell
  /// only what its own namespace has to do with them. Nil where no port's rate is known.
  public func rate(throughPortsOf bridge: LinkID, in snapshot: Snapshot) -> Rate? {
    let ports = snapshot.ports(of: bridge)
    let known = ports.compactMap { self[$0.id]?.mirrored }
    if ports.isEmpty { return self[bridge].map { _ in .zero } }
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  /// What a network's members receive and send over its bridge. Nil where it has none.
  public func rate(of network: Network, in snapshot: Snapshot) -> Rate? {
    network.bridge.flatMap { rate(throughPortsOf: $0.id, in: snapshot) }
  }

  /// Everything that namespaces other than the host's send and receive, each once.
  public func total(in snapshot: Snapshot) -> Rate? {
    let known = snapshot.namespaces.filter { !$0.isHost }.compactMap(rate(of:))
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }
}
