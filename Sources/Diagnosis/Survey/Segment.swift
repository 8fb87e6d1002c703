import Addresses
import Topology

/// One broadcast domain as Ethernet makes it: bridges that veth pairs join, and whatever sends and receives frames there.
///
/// Links that are down take no part. VLANs of one bridge are one segment, told apart by ``Station/domain``: to say that
/// nobody has an address, all of them count; to say that two have the same, only those that surely meet.
final class Segment: Sendable {
  /// The bridges it consists of, by place; none for a veth pair that no bridge is part of.
  let bridges: [LinkID]
  /// The links that have addresses on it, by place.
  let stations: [Station]
  /// The ports of its bridges that are up, by place.
  let ports: [Link]
  /// The links of it that lead where it cannot be seen: cards, tunnels, taps, peers that were not read.
  let exits: [LinkID]

  init(bridges: [LinkID], ports: [Link], stations: [Station], exits: [LinkID]) {
    self.bridges = bridges
    self.ports = ports
    self.stations = stations
    self.exits = exits
  }

  /// True where all of its stations are known.
  var isClosed: Bool { exits.isEmpty }

  /// A link that sends and receives frames of its own.
  struct Station: Sendable {
    /// The link: a bridge itself, the peer of a port, or a link that is stacked on one of these.
    let link: Link
    /// Where its untagged frames are heard; nil where that is not known.
    let domain: Domain?
  }

  /// What keeps stations of one segment apart.
  struct Domain: Hashable, Sendable {
    /// The bridge that filters VLANs; nil where none does.
    var filter: LinkID?
    /// The VLAN on that bridge, or of the tag; 0 for untagged frames of a bridge that does not filter.
    var vlan: UInt16 = 0
  }
}

extension Link {
  /// True where frames that it sends arrive somewhere that a snapshot does not show.
  fileprivate var leadsOut: Bool {
    switch kind {
    case .loopback, .bridge, .dummy, .ifb, .wireguard, .tun: false
    case .veth, .macvlan, .macvtap, .ipvlan, .vlan: false
    case .physical, .vxlan, .tap, .bond, .geneve, .tunnel: true
    case .other(let name): name != "vrf" && name != "nlmon" && peer == nil
    }
  }

  /// True where its other side is a namespace that was not found or not read.
  fileprivate var leadsToUnread: Bool {
    switch kind {
    case .veth: peer?.proof != .proved
    case .macvlan, .ipvlan, .vlan: parent?.link == nil
    case .macvtap: true
    default: peer.map { $0.proof != .proved } ?? false
    }
  }

  /// True for a link that has a part in Ethernet.
  fileprivate var speaksEthernet: Bool {
    switch kind {
    case .loopback, .tun, .wireguard, .ifb: false
    case .other("vrf"), .other("nlmon"): false
    default: true
    }
  }

  /// True for a link whose frames are those of the link below, and not the payload of packets there, as a tunnel's are.
  fileprivate var sharesFrames: Bool {
    switch kind {
    case .vxlan, .geneve, .tunnel: false
    default: true
    }
  }

  /// True where its ports' frames are its own.
  fileprivate var takesFramesOfPorts: Bool {
    switch kind {
    case .bridge, .bond, .other("team"): true
    default: false
    }
  }
}

/// Finds the segments of a snapshot: links that frames pass between are put into one set.
struct SegmentBuilder {
  private let snapshot: Snapshot
  private var links: [Link] = []
  private var positions: [LinkID: Int] = [:]
  /// For each link another one of its set, or itself: a forest whose roots stand for the sets.
  private var parents: [Int] = []
  /// Links whose master takes their frames.
  private var isPort: [Bool] = []

  /// The segments, and in which of them each link is.
  static func segments(of snapshot: Snapshot) -> (segments: [Segment], segmentOfLink: [LinkID: Int]) {
    var builder = SegmentBuilder(snapshot)
    builder.join()
    return builder.result()
  }

  private init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    for namespace in snapshot.namespaces {
      for link in namespace.links where link.speaksEthernet {
        positions[link.id] = links.count
        links.append(link)
      }
    }
    parents = Array(links.indices)
    isPort = links.map { link in
      link.master.flatMap { snapshot.link(LinkID(namespace: link.id.namespace, index: $0)) }?.takesFramesOfPorts
        ?? false
    }
  }

  private mutating func join() {
    for position in links.indices where links[position].isUp {
      let link = links[position]
      if isPort[position], let master = link.master {
        unite(position, with: LinkID(namespace: link.id.namespace, index: master))
      }
      if let peer = link.peer?.link, peer < link.id, snapshot.provedPeer(of: link)?.isUp ?? false, passes(link, peer) {
        unite(position, with: peer)
      }
      if link.sharesFrames, let below = link.parent?.link?.id, snapshot.link(below)?.isUp ?? false {
        unite(position, with: below)
      }
    }
  }

  /// Frames pass from one bridge to another only where both are up.
  private func passes(_ link: Link, _ peer: LinkID) -> Bool {
    guard let other = positions[peer], let own = positions[link.id], isPort[own], isPort[other] else { return true }
    return [link, links[other]].allSatisfy { end in
      end.master.flatMap { snapshot.link(LinkID(namespace: end.id.namespace, index: $0)) }?.isUp ?? true
    }
  }

  private mutating func unite(_ position: Int, with other: LinkID) {
    guard let other = positions[other] else { return }
    let (first, second) = (root(of: position), root(of: other))
    // The earlier one stands for both, so that the order of the segments is that of the links.
    if first != second { parents[max(first, second)] = min(first, second) }
  }

  private mutating func root(of position: Int) -> Int {
    var position = position
    while parents[position] != position {
      parents[position] = parents[parents[position]]
      position = parents[position]
    }
    return position
  }

  private mutating func result() -> (segments: [Segment], segmentOfLink: [LinkID: Int]) {
    var numbers: [Int: Int] = [:]
    var members: [[Int]] = []
    var segmentOfLink: [LinkID: Int] = [:]
    for position in links.indices {
      let root = root(of: position)
      let number = numbers[root] ?? members.count
      if number == members.count {
        numbers[root] = number
        members.append([])
      }
      members[number].append(position)
      segmentOfLink[links[position].id] = number
    }
    return (members.map(segment), segmentOfLink)
  }

  private func segment(_ members: [Int]) -> Segment {
    let filters = members.contains { links[$0].filtersVLANs }
    let stations = members.filter { links[$0].isUp && !isPort[$0] }
    return Segment(
      bridges: members.map { links[$0] }.filter(\.kind.isBridge).map(\.id),
      ports: members.filter { links[$0].isUp && isPort[$0] && isOfBridge(links[$0]) }.map { links[$0] },
      stations: stations.map { Segment.Station(link: links[$0], domain: domain(of: links[$0], filters)) },
      exits: members.map { links[$0] }.filter(isExit).map(\.id))
  }

  private func isOfBridge(_ port: Link) -> Bool {
    port.master.flatMap { snapshot.link(LinkID(namespace: port.id.namespace, index: $0)) }?.kind.isBridge ?? false
  }

  private func isExit(_ link: Link) -> Bool {
    guard link.isUp else { return false }
    if link.leadsOut || link.leadsToUnread { return true }
    // A master of another kind (Open vSwitch) sends frames on by rules of its own, as a program in the kernel may.
    guard let master = link.master else { return false }
    let kind = snapshot.link(LinkID(namespace: link.id.namespace, index: master))?.kind
    return switch kind {
    case .bridge, .bond, .other("team"), .other("vrf"): false
    default: true
    }
  }

  /// - Parameter filters: some bridge of the segment keeps VLANs apart.
  private func domain(of link: Link, _ filters: Bool) -> Segment.Domain? {
    if case .vlan(let id) = link.kind { return filters ? nil : Segment.Domain(vlan: id) }
    guard filters else {
      // A link that is stacked on a tagged one hears what that hears.
      return link.parent?.link.flatMap { snapshot.link($0.id) }.flatMap { domain(of: $0, filters) } ?? Segment.Domain()
    }
    guard let port = snapshot.provedPeer(of: link), let master = port.master,
      let bridge = snapshot.link(LinkID(namespace: port.id.namespace, index: master)), bridge.filtersVLANs,
      let vlan = port.port?.vlans.first(where: \.isPVID)?.id
    else { return nil }
    return Segment.Domain(filter: bridge.id, vlan: vlan)
  }
}
