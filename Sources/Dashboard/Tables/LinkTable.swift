import Addresses
import Screen
import Topology

/// Every link of every namespace, the host's first, by namespace and index.
enum LinkTable: ObjectTable {
  static func elements(of picture: Picture, _ preferences: Preferences) -> [Link] {
    let namespaces = picture.snapshot.namespaces
    return (namespaces.filter(\.isHost) + namespaces.filter { !$0.isHost })
      .flatMap(\.links).filter { preferences.showsNoise || $0.kind != .loopback }
  }

  static func object(of link: Link) -> ObjectID? { .link(link.id) }

  static func element(_ object: ObjectID, in picture: Picture) -> Link? {
    if case .link(let id) = object { picture.link(id) } else { nil }
  }

  static let columns: [ObjectColumn<Link>] = [
    .words("namespace", minimum: 9, ideal: 12, priority: 19, middle: true) { link, picture in
      picture.snapshot.name(of: link.id.namespace)
    },
    .number("index", width: 5, priority: 7) { link, _ in UInt64(max(0, link.index)) },
    .words("name", minimum: 15, ideal: 15, grows: true, priority: 20, middle: true) { link, _ in link.name },
    .words("kind", minimum: 8, ideal: 9, priority: 14) { link, _ in link.kind.name },
    .state(minimum: 10, ideal: 10, priority: 18) { link, _ in
      link.stateLine
    } key: { link, _ in
      SortKey(link.stateWord)
    },
    .number("mtu", width: 5, priority: 8) { link, _ in UInt64(link.mtu) },
    .words("mac", minimum: 17, ideal: 17, priority: 5) { link, _ in link.mac.map { "\($0)" } },
    .words("master", minimum: 15, ideal: 15, priority: 12, middle: true) { link, picture in
      link.masterID.flatMap(picture.link)?.name
    },
    .words("peer", minimum: 14, ideal: 20, priority: 11, middle: true) { link, picture in picture.peerTitle(of: link) },
    .lines("address", minimum: 15, ideal: 18, priority: 15) { link, _ in link.addressLine },
    .rate("rx", priority: 13) { link, picture in picture.rates[link.id]?.rxBytes },
    .rate("tx", priority: 13) { link, picture in picture.rates[link.id]?.txBytes },
    .graph(priority: 6) { link, picture, seconds in picture.history(of: link, seconds: seconds) },
    .amount("rx", priority: 4) { link, picture in picture.counters(of: link)?.rxBytes },
    .amount("tx", priority: 4) { link, picture in picture.counters(of: link)?.txBytes },
    .number("drops", width: 5, priority: 3) { link, picture in picture.totals(of: link)?.drops },
    .number("errors", width: 6, priority: 2) { link, picture in picture.totals(of: link)?.errors },
  ]
}

extension Picture {
  /// The other end of a cable, or the link below a stacked one: `web/eth0`, `? #3`.
  func peerTitle(of link: Link) -> String? {
    if let parent = link.parent {
      return parent.link.map { title(ofFar: $0, from: link) } ?? "? #\(parent.index)"
    }
    guard let peer = link.peer else { return nil }
    guard let far = peer.link, peer.proof != .hidden else { return "? #\(peer.index)" }
    let name = peer.name ?? "#\(peer.index)"
    return title(ofFar: LinkReference(id: far, name: name), from: link)
  }

  private func title(ofFar far: LinkReference, from link: Link) -> String {
    far.id.namespace == link.id.namespace ? far.name : "\(snapshot.name(of: far.id.namespace))/\(far.name)"
  }
}

extension Link {
  /// Its state in a word: `up`, `down`, `no carrier`, or RFC 2863's.
  var stateWord: String {
    if !isUp { return "down" }
    if !hasCarrier { return "no carrier" }
    return operationalState == .up || operationalState == .unknown ? "up" : operationalState.rawValue
  }

  /// The same, coloured.
  var stateLine: Line {
    let word = stateWord
    return Line(word, word == "up" ? .good : word == "down" ? .bad : .warning)
  }

  /// The first address that leads somewhere; a dim word where there are others only.
  var addressLine: Line {
    if let address = globalAddresses.first { return Line("\(address)") }
    return addresses.isEmpty ? .value(nil) : Line("link-local only", .muted)
  }
}
