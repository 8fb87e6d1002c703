import Topology

/// Puts a wiring tree together: namespaces that have bridges, with what is plugged into them, and what none of those
/// reaches. The host's comes first, then containers that are plugged into nothing, so that no stranger's tree pushes
/// them off the screen; then the other namespaces with bridges, and the rest.
struct WiringBuilder {
  let picture: Picture
  let showsNoise: Bool
  /// Namespaces that have a tree of their own, wherever else they are mentioned.
  let hubs: Set<NamespaceID>
  /// Links by the link they are stacked on, in whatever namespace.
  let stacked: [LinkID: [Link]]
  /// Links by the bridge or bond they are a port of.
  let ports: [LinkID: [Link]]
  /// Namespaces that have their row.
  var placed: Set<NamespaceID> = []
  /// Links that have their row, or are the far end of one that has.
  var drawn: Set<LinkID> = []
  var hiddenCount = 0
  /// What can be taken over from the tree before; nil where nothing can.
  private let earlier: WiringMemory?
  private(set) var memory: WiringMemory
  private(set) var settled: Set<RowID> = []

  /// Namespaces nested deeper than this start again at the left edge.
  static let deepest = 6

  init(_ picture: Picture, showsNoise: Bool, after earlier: WiringMemory? = nil) {
    self.picture = picture
    self.showsNoise = showsNoise
    hubs = Set(
      picture.snapshot.namespaces.filter { $0.isHost || $0.links.contains(where: \.kind.isBridge) }.map(\.id))
    let links = picture.snapshot.namespaces.flatMap(\.links)
    stacked = Dictionary(grouping: links.filter { $0.parent?.link != nil }) { $0.parent?.link?.id ?? $0.id }
    ports = Dictionary(grouping: links.filter { $0.master != nil }) { $0.masterID ?? $0.id }
    memory = WiringMemory(showsNoise: showsNoise, hubs: hubs, containers: picture.snapshot.containers)
    self.earlier = earlier.flatMap { [memory] in $0.isValid(for: memory) ? $0 : nil }
  }

  /// A cable's rows where they hang on nothing but the cable and who has its far end: taken over from the tree before if
  /// these are as they were, else made.
  mutating func rows(
    ofCable link: Link, depth: Int, _ make: (inout WiringBuilder) -> WiringNode
  ) -> WiringNode {
    guard let far = picture.peer(of: link), let home = picture.snapshot.namespace(far.id.namespace),
      home.id != link.id.namespace, !placed.contains(home.id), !hubs.contains(home.id), depth < Self.deepest,
      ports[link.id] == nil, stacked[link.id] == nil,
      home.links.allSatisfy({ ($0.id == far.id || $0.kind == .loopback) && stacked[$0.id] == nil })
    else { return make(&self) }
    if let known = earlier?.cable(from: link, to: far, in: home) {
      for link in home.links { drawn.insert(link.id) }
      placed.insert(home.id)
      hiddenCount += known.hiddenCount
      known.node.forEachRow { settled.insert($0.id) }
      memory.keep(known)
      return known.node
    }
    let hiddenBefore = hiddenCount
    let node = make(&self)
    if placed.contains(home.id), !node.row.isReference {
      memory.keep(.init(node, from: link, to: far, in: home, hiddenCount: hiddenCount - hiddenBefore))
    }
    return node
  }

  mutating func build() -> [WiringNode] {
    let namespaces = picture.snapshot.namespaces
    let isHub = { [hubs] (namespace: Namespace) in hubs.contains(namespace.id) }
    // Before what they reach is looked at by itself.
    let host = namespaces.filter(\.isHost).map { tree(of: $0) }
    let otherHubs = namespaces.filter { isHub($0) && !$0.isHost }.map { tree(of: $0) }
    let rest = namespaces.filter { !isHub($0) }.map { (rank: rank(of: $0), namespace: $0) }
      .sorted { ($0.rank, $0.namespace.id) < ($1.rank, $1.namespace.id) }
    let containers = islands(rest.filter { $0.rank <= .container }.map(\.namespace))
    let others = islands(rest.filter { $0.rank > .container }.map(\.namespace))
    return host + containers + otherHubs + others + hiddenPeers() + [unplaced(), stopped()].compactMap { $0 }
  }

  private mutating func tree(of namespace: Namespace) -> WiringNode {
    placed.insert(namespace.id)
    return hub(namespace)
  }

  /// Those of the namespaces that have no place yet, but for the noise.
  private mutating func islands(_ namespaces: [Namespace]) -> [WiringNode] {
    var islands: [WiringNode] = []
    for namespace in namespaces where !placed.contains(namespace.id) {
      guard showsNoise || !namespace.isNoise else {
        hiddenCount += 1
        continue
      }
      placed.insert(namespace.id)
      islands.append(island(namespace))
    }
    return islands
  }

  private func rank(of namespace: Namespace) -> IslandRank {
    let containers = namespace.containers.compactMap(picture.snapshot.container)
    if containers.contains(where: { $0.configuredMode != nil }) { return .enginesContainer }
    if !namespace.containers.isEmpty { return .container }
    if !namespace.names.isEmpty { return .named }
    return namespace.roles.contains(.hidden) ? .hidden : .process
  }
}

extension Link {
  /// The bridge or bond it is a port of.
  var masterID: LinkID? { master.map { LinkID(namespace: id.namespace, index: $0) } }
}

extension Namespace {
  /// True where there is nothing but loopback and nobody gave it a name: the private network of a system service.
  var isNoise: Bool {
    !isHost && containers.isEmpty && names.isEmpty && roles == [.process] && access == .read
      && links.allSatisfy { $0.kind == .loopback }
  }
}

/// The order of namespaces that no bridge reaches.
private enum IslandRank: Int, Comparable {
  /// Of a container that its engine tells of.
  case enginesContainer
  /// Of a container that only its cgroup tells of.
  case container
  case named, process, hidden

  static func < (left: IslandRank, right: IslandRank) -> Bool { left.rawValue < right.rawValue }
}
