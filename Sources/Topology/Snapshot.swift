/// The whole picture of a host's container networks at one moment. Immutable; made by Observation, and in tests.
public struct Snapshot: Sendable, Equatable {
  /// The host's name.
  public let host: String
  /// Civil time of the observation.
  public let time: Timestamp
  /// Monotonic time of the observation.
  public let instant: Instant
  /// Every namespace, sorted by id.
  public let namespaces: [Namespace]
  /// The counters of the namespaces' links.
  public let counters: CounterTable
  /// Every container, sorted by key.
  public let containers: [Container]
  /// Every network, sorted by key.
  public let networks: [Network]
  /// Where the facts come from, the kernel first.
  public let sources: [Source]
  /// Files in the directory of `ip netns` on which no namespace is mounted (ip-netns(8)): whole paths, sorted.
  public let staleNames: [String]

  /// A picture of these objects, in any order.
  public init(
    host: String, time: Timestamp, instant: Instant, namespaces: [Namespace] = [],
    counters: CounterTable = CounterTable(), containers: [Container] = [], networks: [Network] = [],
    sources: [Source] = [], staleNames: [String] = []
  ) {
    self.host = host
    self.time = time
    self.instant = instant
    self.namespaces = namespaces.withSortedLinks.sorted(by: \.id)
    self.counters = counters
    self.containers = containers.sorted(by: \.key)
    self.networks = networks.sorted(by: \.key)
    self.sources = sources
    self.staleNames = staleNames
  }

  /// The same picture with newer figures: nothing comes, goes or changes places.
  /// - Parameters:
  ///   - counters: those of the same links.
  ///   - changed: namespaces of which more than counters is newer.
  ///   - refresh: called for each of these; may change all but the identity and the links.
  public func refreshed(
    time: Timestamp, instant: Instant, sources: [Source], counters: CounterTable,
    changed: some Sequence<NamespaceID> = EmptyCollection(), _ refresh: (inout Namespace) -> Void = { _ in }
  ) -> Snapshot {
    var namespaces = namespaces
    for id in changed {
      if let position = namespaces.position(of: id, by: \.id) { refresh(&namespaces[position]) }
    }
    return Snapshot(refreshing: self, time, instant, sources, namespaces, counters)
  }

  private init(
    refreshing earlier: Snapshot, _ time: Timestamp, _ instant: Instant, _ sources: [Source],
    _ namespaces: [Namespace], _ counters: CounterTable
  ) {
    self.namespaces = namespaces
    self.counters = counters
    self.time = time
    self.instant = instant
    self.sources = sources
    host = earlier.host
    containers = earlier.containers
    networks = earlier.networks
    staleNames = earlier.staleNames
  }

  /// The namespace with this identity.
  public func namespace(_ id: NamespaceID) -> Namespace? {
    namespaces.position(of: id, by: \.id).map { namespaces[$0] }
  }

  /// The link at this place.
  public func link(_ id: LinkID) -> Link? {
    namespaces.position(of: id.namespace, by: \.id).flatMap { namespaces[$0].link(index: id.index) }
  }

  /// A link's counters; nil where they were not read.
  public func counters(of link: Link) -> Counters? { counters[link.id] }

  /// The container with this key.
  public func container(_ key: ContainerKey) -> Container? {
    containers.position(of: key, by: \.key).map { containers[$0] }
  }

  /// The network with this key.
  public func network(_ key: NetworkKey) -> Network? { networks.position(of: key, by: \.key).map { networks[$0] } }

  /// The namespace gantry runs in; nil before the first discovery.
  public var hostNamespace: Namespace? { namespaces.first(where: \.isHost) }

  /// False where the kernel's facts are still being read for the first time: more is there than is in the picture.
  public var isRead: Bool { sources.allSatisfy { $0.name != Source.kernelName || $0.state != .pending } }

  /// True where the object is in the picture.
  public func contains(_ object: ObjectID) -> Bool {
    switch object {
    case .namespace(let id): namespace(id) != nil
    case .link(let id): link(id) != nil
    case .container(let key): container(key) != nil
    case .network(let key): network(key) != nil
    }
  }

  /// The other end of a link's cable, where it was read.
  public func peer(of link: Link) -> Link? { link.peer?.link.flatMap(self.link) }

  /// The ports of a bridge (or bond), by index.
  public func ports(of bridge: LinkID) -> [Link] {
    namespace(bridge.namespace)?.links.filter { $0.master == bridge.index } ?? []
  }

  /// Equal where everything shown is equal, times included.
  public static func == (left: Snapshot, right: Snapshot) -> Bool {
    left.host == right.host && left.time == right.time && left.instant == right.instant
      && left.namespaces == right.namespaces && left.counters == right.counters && left.containers == right.containers
      && left.networks == right.networks && left.sources == right.sources && left.staleNames == right.staleNames
  }
}

extension [Namespace] {
  /// Whoever made them may have put their links in any order; lookups and comparisons rely on theirs.
  fileprivate var withSortedLinks: [Namespace] {
    guard !allSatisfy({ $0.links.isSorted(by: \.id) }) else { return self }
    return map { namespace in
      var copy = namespace
      copy.links = copy.links.sorted(by: \.id)
      return copy
    }
  }
}
