import Topology

/// Which link is connected with which, over all namespaces: proved from both ends, or said not to be.
///
/// Namespace ids belong to the namespace that uses them. What a namespace calls gantry's own was asked in each; what
/// gantry's own calls the others follows where the two ends of a pair name each other; the rest is asked for
/// (``questions``), and what then remains is hidden.
struct Wiring {
  /// What the kernel said, sorted by id.
  private(set) var readings: [NamespaceReading]
  /// The namespace gantry runs in.
  let own: NamespaceID
  /// For each reading: ids that follow from a pair whose other end was known.
  private let inferred: [[Int32: NamespaceID]]

  /// What is to be said of what is unexplained.
  let unexplained: Unexplained

  /// What is known about namespace ids that no reading explains.
  struct Unexplained {
    /// True where everything was read that there is: what is unexplained is hidden then.
    var isComplete = true
    /// What was found to be hidden before, when everything was read.
    var hidden: Set<Place> = []
    /// Numbers in gantry's own namespace of those that are being taken down: they are not hidden, but gone.
    var departed: Set<Int32> = []
  }

  init(_ readings: [NamespaceReading], own: NamespaceID, unexplained: Unexplained = Unexplained()) {
    self.readings = readings
    self.own = own
    self.unexplained = unexplained
    inferred = Self.infer(readings, own)
  }

  /// The namespace that `reading` calls `nsid`; its own for nil. Nil where that is not known.
  func namespace(_ nsid: Int32?, in position: Int) -> NamespaceID? {
    guard let nsid else { return readings[position].id }
    if nsid == readings[position].ownNsid { return own }
    return readings[position].nsids[nsid] ?? inferred[position][nsid]
  }

  /// Takes over what was read anew of a namespace that is wired as before.
  mutating func update(_ reading: NamespaceReading) {
    if let position = position(of: reading.id) { readings[position] = reading }
  }

  /// What was read of a namespace.
  func reading(_ id: NamespaceID) -> NamespaceReading? { position(of: id).map { readings[$0] } }

  /// Where the reading of a namespace is.
  func position(of id: NamespaceID) -> Int? { readings.position(of: id, by: \.id) }

  /// What gantry's own namespace calls the others.
  var ownNumbers: [NamespaceID: Int32] {
    guard let position = position(of: own) else { return [:] }
    var numbers: [NamespaceID: Int32] = [:]
    for (nsid, namespace) in inferred[position] { numbers[namespace] = nsid }
    for (nsid, namespace) in readings[position].nsids { numbers[namespace] = nsid }
    return numbers
  }

  /// The links of a reading, connected.
  func links(at position: Int) -> [Link] { connected(at: position, since: ConnectedLinks()).links }

  /// The links of a reading, connected. What is as it was in `earlier` is that very link, so that a change of one link
  /// costs little on a host with thousands.
  /// - Parameter isWiredAsBefore: `earlier` was connected by this very wiring.
  func connected(
    at position: Int, since earlier: ConnectedLinks, isWiredAsBefore: Bool = false
  ) -> ConnectedLinks {
    var connected = ConnectedLinks(capacity: readings[position].links.count)
    var (old, taken) = (0, 0)
    // By position, as links are large.
    for new in readings[position].links.indices {
      let index = readings[position].links[new].link.index
      while old < earlier.read.count, earlier.read[old].index < index { old += 1 }
      connected.read.append(readings[position].links[new].link)
      let isSame = old < earlier.read.count && earlier.read[old].isCopy(of: connected.read[new])
      if isSame, isWiredAsBefore {
        connected.links.append(earlier.links[old])
        taken += 1
        continue
      }
      let (peer, parent) = ends(ofLink: new, in: position)
      if isSame, earlier.links[old].peer == peer, earlier.links[old].parent == parent {
        connected.links.append(earlier.links[old])
        taken += 1
      } else {
        connected.links.append(connected.read[new])
        if let peer { connected.links[new].peer = peer }
        if let parent { connected.links[new].parent = parent }
      }
    }
    // The very same array, so that others need not compare what is in it.
    return taken == earlier.links.count && taken == connected.links.count ? earlier : connected
  }

  /// The other end of a link's cable, or what it stands on.
  private func ends(ofLink link: Int, in position: Int) -> (peer: Peer?, parent: Link.Parent?) {
    guard let index = readings[position].links[link].referredIndex else { return (nil, nil) }
    if readings[position].links[link].isPaired { return (peer(ofLink: link, index, in: position), nil) }
    let reading = readings[position].links[link]
    let place = namespace(reading.nsid, in: position)
    let lower = place.flatMap(self.reading)?.link(index: index)
    return (nil, Link.Parent(link: lower?.link.reference, index: index, nsid: reading.nsid))
  }

  private func peer(ofLink link: Int, _ index: Int32, in position: Int) -> Peer? {
    let nsid = readings[position].links[link].nsid
    guard let place = namespace(nsid, in: position) else {
      guard isHidden(nsid, in: position) else { return nil }
      return Peer(namespace: nil, index: index, name: nil, nsid: nsid, proof: .hidden)
    }
    let home = self.position(of: place)
    guard unexplained.isComplete || home != nil else { return nil }
    guard let home, let far = readings[home].position(ofLink: index), readings[home].links[far].isPaired else {
      return Peer(namespace: place, index: index, name: nil, nsid: nsid, proof: .oneSided)
    }
    let namesBack =
      readings[home].links[far].referredIndex == readings[position].links[link].link.index
      && namespace(readings[home].links[far].nsid, in: home) == readings[position].id
    return Peer(
      namespace: place, index: index, name: readings[home].links[far].link.name, nsid: nsid,
      proof: namesBack ? .proved : .oneSided)
  }

  /// True where a number is that of a namespace which is being taken down.
  func isDeparted(_ nsid: Int32?, in position: Int) -> Bool {
    nsid.map { readings[position].id == own && unexplained.departed.contains($0) } ?? false
  }

  /// True where an unexplained number is known to be that of a namespace which cannot be found.
  private func isHidden(_ nsid: Int32?, in position: Int) -> Bool {
    guard let nsid, !isDeparted(nsid, in: position) else { return false }
    return unexplained.isComplete
      || unexplained.hidden.contains(Place(namespace: readings[position].id, nsid: nsid))
  }

  /// A pair has two ends and no third: where X's link says that its other end is Y's link number j, and that link says
  /// that its other end is in "k", then Y's k is X. Where two pairs say different things of one k, neither is believed.
  private static func infer(
    _ readings: [NamespaceReading], _ own: NamespaceID
  ) -> [[Int32: NamespaceID]] {
    var inferred = Array(repeating: [Int32: NamespaceID](), count: readings.count)
    // Most cables lead to gantry's own.
    if let own = readings.position(of: own, by: \.id) {
      inferred[own].reserveCapacity(min(readings.count, readings[own].links.count))
    }
    var contradicted: Set<Contradiction> = []
    // By position: readings and links are large.
    for near in readings.indices {
      for link in readings[near].links.indices {
        guard let nsid = readings[near].links[link].nsid, readings[near].links[link].isPaired,
          let index = readings[near].links[link].referredIndex,
          let place = nsid == readings[near].ownNsid ? own : readings[near].nsids[nsid],
          let position = readings.position(of: place, by: \.id), let far = readings[position].position(ofLink: index),
          readings[position].links[far].isPaired,
          readings[position].links[far].referredIndex == readings[near].links[link].link.index,
          let back = readings[position].links[far].nsid
        else { continue }
        let id = readings[near].id
        let before = inferred[position].updateValue(id, forKey: back)
        if let before, before != id { contradicted.insert(Contradiction(position: position, nsid: back)) }
      }
    }
    for item in contradicted { inferred[item.position][item.nsid] = nil }
    return inferred
  }

  private struct Contradiction: Hashable {
    let position: Int
    let nsid: Int32
  }
}

/// Links of a namespace as they were read, and the same with their other ends.
struct ConnectedLinks: Sendable {
  /// Without peers and parents, sorted by index.
  var read: [Link] = []
  /// With them, in the same order.
  var links: [Link] = []

  init(capacity: Int = 0) {
    read.reserveCapacity(capacity)
    links.reserveCapacity(capacity)
  }
}
