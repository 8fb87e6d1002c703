/// Rates of every link, from the last two readings of its counters.
///
/// Pictures come more often than counters are read, and not all links' counters are read together. So a table follows
/// the pictures: see ``advanced(from:to:)``.
public struct RateTable: Sendable, Equatable {
  /// Whose rates they are: the places in the picture's table of counters.
  private var counters = CounterTable()
  private var rates: [Rate?] = []
  /// Which of the links carry what namespaces other than the host's send and receive.
  private var carriers: [Int] = []
  /// Everything that namespaces other than the host's send and receive, each once; nil where nothing of it is known.
  public private(set) var total: Rate?

  /// Knows nothing.
  public init() {}

  /// Rates between two pictures, each of which has counters of its own.
  public init(from earlier: Snapshot, to later: Snapshot) {
    self = RateTable().advanced(from: earlier, to: later)
  }

  /// The table for the picture after the one that this table is for. Where a link's counters were read anew, its rate is
  /// the mean since they were read before; where they were not, it keeps the rate it had, if it had one. Of a link that
  /// was not there before (``LinkSuccession``), and of one read only once so far, no rate is known.
  public func advanced(from earlier: Snapshot, to later: Snapshot) -> RateTable {
    let succession = LinkSuccession(from: earlier, to: later)
    var advanced = RateTable()
    advanced.counters = later.counters
    let isOfTheSame = succession.isUnchanged && counters.sharesPlaces(with: later.counters)
    advanced.carriers = isOfTheSame ? carriers : later.places { !$0.isHost && $1.isOuter }
    advanced.rates.reserveCapacity(later.counters.indices.count)
    for new in later.counters.indices {
      guard let old = succession[new] else {
        advanced.rates.append(nil)
        continue
      }
      let isReadAnew = earlier.counters[old].readAt != later.counters[new].readAt
      advanced.rates.append(
        isReadAnew
          ? Rate(from: earlier.counters[old], to: later.counters[new])
          : isOfTheSame ? rates[old] : self[later.counters.links[new]])
    }
    for place in advanced.carriers {
      if let rate = advanced.rates[place] { advanced.total = (advanced.total ?? .zero) + rate }
    }
    return advanced
  }

  /// A link's rate; nil where it is unknown.
  public subscript(link: LinkID) -> Rate? { counters.position(of: link).flatMap { rates[$0] } }

  /// Equal where the same is known of the same links.
  public static func == (left: RateTable, right: RateTable) -> Bool {
    if left.counters.sharesPlaces(with: right.counters) { return left.rates == right.rates }
    return left.known == right.known
  }

  /// The links whose rates are others than in an earlier table; nil where the tables have not the same places.
  public func links(movingOtherwiseThanIn earlier: RateTable) -> [LinkID]? {
    guard counters.sharesPlaces(with: earlier.counters) else { return nil }
    if rates == earlier.rates { return [] }
    return rates.indices.filter { rates[$0] != earlier.rates[$0] }.map { counters.links[$0] }
  }

  private var known: [LinkID: Rate] {
    Dictionary(uniqueKeysWithValues: zip(counters.links, rates).compactMap { link, rate in rate.map { (link, $0) } })
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
}

extension Link {
  /// What goes over it leaves or enters its namespace, and is not counted at another link there.
  var isOuter: Bool {
    kind != .loopback && master == nil && (parent == nil || parent?.link?.id.namespace != id.namespace)
  }
}
