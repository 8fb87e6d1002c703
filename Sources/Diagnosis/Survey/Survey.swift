import Topology

/// A picture with what several rules ask of it, worked out once.
struct Survey: Sendable {
  /// The picture.
  let snapshot: Snapshot
  /// A picture from before to compare with; nil where there is none.
  let earlier: Snapshot?
  /// Every veth pair of which both ends were read and name each other, once.
  let cables: [Cable]
  /// Every bridge with what is plugged into it.
  let segments: [Segment]
  /// The default gateways of all namespaces that were read.
  let exits: [Exit]
  /// Links that others are stacked on (macvlan, vlan, …).
  let stackedOn: Set<LinkID>

  private let segmentOfBridge: [LinkID: Int]
  private let exitsOfNamespace: [NamespaceID: Range<Int>]

  init(of snapshot: Snapshot, since earlier: Snapshot? = nil) {
    self.snapshot = snapshot
    self.earlier = earlier
    var cables: [Cable] = []
    var plugs: [LinkID: [Segment.Plug]] = [:]
    var bridges: [Link] = []
    var stackedOn: Set<LinkID> = []
    for namespace in snapshot.namespaces {
      for link in namespace.links {
        if let cable = Cable(from: link, in: snapshot) { cables.append(cable) }
        if let master = link.master {
          plugs[LinkID(namespace: namespace.id, index: master), default: []].append(Segment.Plug(link, in: snapshot))
        }
        if link.kind.isBridge { bridges.append(link) }
        if let parent = link.parent?.link { stackedOn.insert(parent.id) }
      }
    }
    let networks = Dictionary(grouping: snapshot.networks.filter { $0.bridge != nil }) { $0.bridge?.id }
    self.cables = cables
    self.stackedOn = stackedOn
    segments = bridges.map { Segment($0, plugs[$0.id] ?? [], networks: networks[$0.id] ?? []) }
    segmentOfBridge = Dictionary(
      segments.indices.map { (bridges[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var exits: [Exit] = []
    var exitsOfNamespace: [NamespaceID: Range<Int>] = [:]
    for namespace in snapshot.namespaces {
      let start = exits.count
      namespace.addExits(to: &exits)
      if exits.count > start { exitsOfNamespace[namespace.id] = start..<exits.count }
    }
    self.exits = exits
    self.exitsOfNamespace = exitsOfNamespace
  }

  /// The default gateways through a link.
  func exits(through link: LinkID) -> some Sequence<Exit> {
    exits[exitsOfNamespace[link.namespace] ?? 0..<0].lazy.filter { $0.link == link }
  }

  /// The bridge that a link leads to at the other end of its cable, with what is plugged into it.
  func segment(behind link: Link) -> Segment? {
    guard let port = snapshot.provedPeer(of: link), let master = port.master else { return nil }
    return segment(of: LinkID(namespace: port.id.namespace, index: master))
  }

  /// A bridge with what is plugged into it.
  func segment(of bridge: LinkID) -> Segment? { segmentOfBridge[bridge].map { segments[$0] } }
}

extension Snapshot {
  /// The other end of a cable, where each end names the other.
  func provedPeer(of link: Link) -> Link? { link.peer?.proof == .proved ? peer(of: link) : nil }
}
