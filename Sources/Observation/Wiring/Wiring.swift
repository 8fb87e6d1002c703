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
  private let ownPosition: Int?
  /// For each reading: ids that follow from a pair whose other end was known, and where what they stand for was read.
  private let inferred: [[Int32: Int]]
  /// Links that refer to a number which nothing explains.
  private(set) var openLinks: [OpenLink] = []

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
    ownPosition = readings.position(of: own, by: \.id)
    inferred = Self.infer(readings, ownPosition)
    openLinks = findOpenLinks()
  }

  /// The namespace that `reading` calls `nsid`; its own for nil. Nil where that is not known.
  func namespace(_ nsid: Int32?, in position: Int) -> NamespaceID? { place(nsid, in: position)?.id }

  /// The same, and where it was read.
  private func place(_ nsid: Int32?, in position: Int) -> (id: NamespaceID, position: Int?)? {
    guard let nsid else { return (readings[position].id, position) }
    if nsid == readings[position].ownNsid { return (own, ownPosition) }
    if let asked = readings[position].nsids[nsid] { return (asked, self.position(of: asked)) }
    return inferred[position][nsid].map { (readings[$0].id, $0) }
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
    guard let ownPosition else { return [:] }
    var numbers: [NamespaceID: Int32] = [:]
    numbers.reserveCapacity(inferred[ownPosition].count)
    for (nsid, position) in inferred[ownPosition] { numbers[readings[position].id] = nsid }
    for (nsid, namespace) in readings[ownPosition].nsids { numbers[namespace] = nsid }
    return numbers
  }

  /// The links of a reading, connected.
  func links(at position: Int) -> [Link] {
    readings[position].links.indices.map { link in
      connected(readings[position].links[link].link, to: ends(ofLink: link, in: position))
    }
  }

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
      let ends = ends(ofLink: new, in: position)
      if isSame, ends == Attachment(of: earlier.links[old]) {
        connected.links.append(earlier.links[old])
        taken += 1
      } else {
        connected.links.append(self.connected(connected.read[new], to: ends))
      }
    }
    // The very same array, so that others need not compare what is in it.
    return taken == earlier.links.count && taken == connected.links.count ? earlier : connected
  }

  /// What a link is connected with.
  private struct Attachment: Equatable {
    var peer: Peer?
    var parent: Link.Parent?
    var underlay: NamespaceID?

    init(peer: Peer? = nil, parent: Link.Parent? = nil, underlay: NamespaceID? = nil) {
      self.peer = peer
      self.parent = parent
      self.underlay = underlay
    }

    init(of link: Link) { self.init(peer: link.peer, parent: link.parent, underlay: link.underlay) }
  }

  private func connected(_ link: Link, to ends: Attachment) -> Link {
    var link = link
    if let underlay = ends.underlay { link.underlay = underlay }
    if let peer = ends.peer { link.peer = peer }
    if let parent = ends.parent { link.parent = parent }
    return link
  }

  /// The other end of a link's cable, or what it stands on.
  private func ends(ofLink link: Int, in position: Int) -> Attachment {
    let underlay =
      readings[position].links[link].isVXLAN
      ? namespace(readings[position].links[link].nsid, in: position) : nil
    guard let index = readings[position].links[link].referredIndex else { return Attachment(underlay: underlay) }
    if readings[position].links[link].isPaired { return Attachment(peer: peer(ofLink: link, index, in: position)) }
    let reading = readings[position].links[link]
    let place = place(reading.nsid, in: position)?.position
    let lower = place.flatMap { readings[$0].link(index: index) }
    return Attachment(
      parent: Link.Parent(link: lower?.link.reference, index: index, nsid: reading.nsid), underlay: underlay)
  }

  private func peer(ofLink link: Int, _ index: Int32, in position: Int) -> Peer? {
    let nsid = readings[position].links[link].nsid
    guard let place = place(nsid, in: position) else {
      guard isHidden(nsid, in: position) else { return nil }
      return Peer(namespace: nil, index: index, name: nil, nsid: nsid, proof: .hidden)
    }
    guard unexplained.isComplete || place.position != nil else { return nil }
    guard let home = place.position, let far = readings[home].position(ofLink: index),
      readings[home].links[far].isPaired
    else {
      return Peer(namespace: place.id, index: index, name: nil, nsid: nsid, proof: .oneSided)
    }
    let namesBack =
      readings[home].links[far].referredIndex == readings[position].links[link].link.index
      && self.place(readings[home].links[far].nsid, in: home)?.position == position
    return Peer(
      namespace: place.id, index: index, name: readings[home].links[far].link.name, nsid: nsid,
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
  private static func infer(_ readings: [NamespaceReading], _ own: Int?) -> [[Int32: Int]] {
    var inferred = Array(repeating: [Int32: Int](), count: readings.count)
    // Most cables lead to gantry's own.
    if let own { inferred[own].reserveCapacity(min(readings.count, readings[own].links.count)) }
    var contradicted: Set<Contradiction> = []
    // By position: readings and links are large.
    for near in readings.indices {
      for link in readings[near].links.indices {
        guard let nsid = readings[near].links[link].nsid, readings[near].links[link].isPaired,
          let index = readings[near].links[link].referredIndex,
          let place = nsid == readings[near].ownNsid
            ? own : readings[near].nsids[nsid].flatMap({ readings.position(of: $0, by: \.id) }),
          let far = readings[place].position(ofLink: index), readings[place].links[far].isPaired,
          readings[place].links[far].referredIndex == readings[near].links[link].link.index,
          let back = readings[place].links[far].nsid
        else { continue }
        let before = inferred[place].updateValue(near, forKey: back)
        if let before, before != near { contradicted.insert(Contradiction(position: place, nsid: back)) }
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

  /// Links that none will follow.
  init(links: [Link]) { self.links = links }
}
