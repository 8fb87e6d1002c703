/// Rates of every link, from the last two readings of its counters.
///
/// Pictures come more often than counters are read, and not all links' counters are read together. So a table follows
/// the pictures: see ``advanced(from:to:)``.
public struct RateTable: Sendable, Equatable {
  /// Links of which a rate is known, sorted, and their rates: a table is made anew every second, and sorted arrays are
  /// made without hashing.
  private var links: [LinkID] = []
  private var rates: [Rate] = []

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
    advanced.links.reserveCapacity(links.count)
    advanced.rates.reserveCapacity(links.count)
    var old = 0
    // By position, not by value: copying a thousand namespaces costs more than the rest.
    for new in later.namespaces.indices {
      let id = later.namespaces[new].id
      while old < earlier.namespaces.count, earlier.namespaces[old].id < id { old += 1 }
      guard old < earlier.namespaces.count else { break }
      guard earlier.namespaces[old].id == id, earlier.namespaces[old].cookie == later.namespaces[new].cookie
      else { continue }
      advanced.append(from: earlier.namespaces[old].links, to: later.namespaces[new].links, knowing: self)
    }
    return advanced
  }

  /// Both are sorted by index.
  private mutating func append(from earlier: [Link], to later: [Link], knowing known: RateTable) {
    var old = 0
    for new in later.indices {
      while old < earlier.count, earlier[old].index < later[new].index { old += 1 }
      guard old < earlier.count else { return }
      guard earlier[old].id == later[new].id, earlier[old].isSame(as: later[new]),
        let from = earlier[old].counters, let to = later[new].counters,
        let rate = from.readAt == to.readAt ? known[later[new].id] : Rate(from: from, to: to)
      else { continue }
      links.append(later[new].id)
      rates.append(rate)
    }
  }

  /// A link's rate; nil where it is unknown.
  public subscript(link: LinkID) -> Rate? {
    var range = links.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if links[middle] == link { return rates[middle] }
      range = links[middle] < link ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// What goes in and out of a namespace: its links but `lo`, ports of a bridge, and links stacked on others there.
  /// Nil where no link's rate is known.
  public func rate(of namespace: Namespace) -> Rate? {
    var sum: Rate?
    for link in namespace.links.indices where namespace.links[link].isOuter {
      if let rate = self[namespace.links[link].id] { sum = (sum ?? .zero) + rate }
    }
    return sum
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
    var sum: Rate?
    var place = 0
    // Both are in the same order.
    for namespace in snapshot.namespaces.indices where !snapshot.namespaces[namespace].isHost {
      for link in snapshot.namespaces[namespace].links.indices {
        let id = snapshot.namespaces[namespace].links[link].id
        while place < links.count, links[place] < id { place += 1 }
        guard place < links.count else { return sum }
        guard links[place] == id, snapshot.namespaces[namespace].links[link].isOuter else { continue }
        sum = (sum ?? .zero) + rates[place]
      }
    }
    return sum
  }
}

extension Link {
  /// True where this is the very link that the other was, and not another in its place.
  fileprivate func isSame(as other: Link) -> Bool { isCopy(of: other) || (name == other.name && mac == other.mac) }

  /// What goes over it leaves or enters its namespace, and is not counted at another link there.
  var isOuter: Bool {
    kind != .loopback && master == nil && (parent == nil || parent?.link?.id.namespace != id.namespace)
  }
}
