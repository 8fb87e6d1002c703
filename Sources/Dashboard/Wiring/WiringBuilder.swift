import Topology

/// Puts a wiring tree together: first the namespaces that have bridges (the host's before all), with what is plugged
/// into them; then what none of them reaches.
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

  /// Namespaces nested deeper than this start again at the left edge.
  static let deepest = 6

  init(_ picture: Picture, showsNoise: Bool) {
    self.picture = picture
    self.showsNoise = showsNoise
    hubs = Set(
      picture.snapshot.namespaces.filter { $0.isHost || $0.links.contains(where: \.kind.isBridge) }.map(\.id))
    let links = picture.snapshot.namespaces.flatMap(\.links)
    stacked = Dictionary(grouping: links.filter { $0.parent?.link != nil }) { $0.parent?.link?.id ?? $0.id }
    ports = Dictionary(grouping: links.filter { $0.master != nil }) { $0.masterID ?? $0.id }
  }

  mutating func build() -> [WiringNode] {
    let namespaces = picture.snapshot.namespaces
    let isHub = { [hubs] (namespace: Namespace) in hubs.contains(namespace.id) }
    var roots: [WiringNode] = []
    for namespace in namespaces.filter(\.isHost) + namespaces.filter({ isHub($0) && !$0.isHost }) {
      placed.insert(namespace.id)
      roots.append(hub(namespace))
    }
    let rest = namespaces.filter { !isHub($0) }.sorted { ($0.weight, $0.id) < ($1.weight, $1.id) }
    for namespace in rest where !placed.contains(namespace.id) {
      guard showsNoise || !namespace.isNoise else {
        hiddenCount += 1
        continue
      }
      placed.insert(namespace.id)
      roots.append(island(namespace))
    }
    return roots + hiddenPeers() + [unplaced(), stopped()].compactMap { $0 }
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

  /// Containers first, then what has a name, then the rest.
  fileprivate var weight: Int {
    if !containers.isEmpty { return 0 }
    if !names.isEmpty { return 1 }
    return roles.contains(.hidden) ? 3 : 2
  }
}
