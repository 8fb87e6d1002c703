import Addresses
import Topology

/// A picture with what several rules ask of it, each worked out once, when it is asked for: rules that look at counters and
/// neighbours ask for little of it, and are asked often.
final class Survey {
  /// The picture.
  let snapshot: Snapshot
  /// A picture from before to compare with; nil where there is none.
  let earlier: Snapshot?

  private lazy var wiring = Wiring(of: snapshot)
  private lazy var domains = SegmentBuilder.segments(of: snapshot)
  private lazy var ways = Ways(of: snapshot)

  private lazy var index = AddressIndex(of: snapshot)

  private var addresses: [NamespaceID: Set<IPAddress>] = [:]

  init(of snapshot: Snapshot, since earlier: Snapshot? = nil) {
    self.snapshot = snapshot
    self.earlier = earlier
  }

  /// Every veth pair of which both ends were read and name each other, once.
  var cables: [Cable] { wiring.cables }

  /// Every bridge with what is plugged into it.
  var bridges: [WiredBridge] { wiring.bridges }

  /// Every broadcast domain.
  var segments: [Segment] { domains.segments }

  /// The broadcast domain that a link is part of; nil for a link that has no part in Ethernet.
  func segment(of link: LinkID) -> Segment? { domains.segmentOfLink[link].map { domains.segments[$0] } }

  /// Links that others are stacked on (macvlan, vlan, …).
  var stackedOn: Set<LinkID> { wiring.stackedOn }

  /// Whether some link of a namespace has an address.
  func hasAddress(_ address: IPAddress, in namespace: NamespaceID) -> Bool {
    if let known = addresses[namespace] { return known.contains(address) }
    let links = snapshot.namespace(namespace)?.links ?? []
    let found = Set(links.flatMap { $0.addresses.map(\.prefix.address) })
    addresses[namespace] = found
    return found.contains(address)
  }

  /// The positions of the stations of a segment that may answer for an address.
  func candidates(for address: IPAddress, on segment: Segment) -> [Int] {
    index.candidates(for: address, on: segment) { proxies(on: $0) }
  }

  /// The default gateways of all namespaces that were read.
  var exits: [Exit] { ways.exits }

  /// The default gateways through a link.
  func exits(through link: LinkID) -> some Sequence<Exit> {
    exits[ways.exitsOfNamespace[link.namespace] ?? 0..<0].lazy.filter { $0.link == link }
  }

  /// The bridge that a link leads to at the other end of its cable, with what is plugged into it.
  func bridge(behind link: Link) -> WiredBridge? {
    guard let port = snapshot.provedPeer(of: link), let master = port.master else { return nil }
    return bridge(LinkID(namespace: port.id.namespace, index: master))
  }

  /// A bridge with what is plugged into it.
  func bridge(_ id: LinkID) -> WiredBridge? { wiring.positionOfBridge[id].map { wiring.bridges[$0] } }
}

/// What is plugged into what.
private struct Wiring {
  let cables: [Cable]
  let bridges: [WiredBridge]
  let positionOfBridge: [LinkID: Int]
  let stackedOn: Set<LinkID>

  init(of snapshot: Snapshot) {
    var cables: [Cable] = []
    var plugs: [LinkID: [WiredBridge.Plug]] = [:]
    var bridges: [Link] = []
    var stackedOn: Set<LinkID> = []
    for namespace in snapshot.namespaces {
      for link in namespace.links {
        if let cable = Cable(from: link, in: snapshot) { cables.append(cable) }
        if let master = link.master {
          plugs[LinkID(namespace: namespace.id, index: master), default: []].append(
            WiredBridge.Plug(link, in: snapshot))
        }
        if link.kind.isBridge { bridges.append(link) }
        if let parent = link.parent?.link { stackedOn.insert(parent.id) }
      }
    }
    let networks = Dictionary(grouping: snapshot.networks.filter { $0.bridge != nil }) { $0.bridge?.id }
    self.cables = cables
    self.stackedOn = stackedOn
    self.bridges = bridges.map { WiredBridge($0, plugs[$0.id] ?? [], networks: networks[$0.id] ?? []) }
    positionOfBridge = Dictionary(
      bridges.indices.map { (bridges[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Where packets leave namespaces.
private struct Ways {
  let exits: [Exit]
  let exitsOfNamespace: [NamespaceID: Range<Int>]

  init(of snapshot: Snapshot) {
    var exits: [Exit] = []
    var exitsOfNamespace: [NamespaceID: Range<Int>] = [:]
    for namespace in snapshot.namespaces {
      let start = exits.count
      exits += namespace.exits
      if exits.count > start { exitsOfNamespace[namespace.id] = start..<exits.count }
    }
    self.exits = exits
    self.exitsOfNamespace = exitsOfNamespace
  }
}

extension Snapshot {
  /// The other end of a cable, where each end names the other.
  func provedPeer(of link: Link) -> Link? { link.peer?.proof == .proved ? peer(of: link) : nil }
}
