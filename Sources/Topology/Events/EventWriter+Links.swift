import Addresses

extension EventWriter {
  mutating func write(_ change: Change.Kind, link id: LinkID) {
    switch change {
    case .vanished: writeVanished(id)
    case .appeared: writeAppeared(id)
    case .changed:
      guard let old = earlier.link(id), let new = later.link(id) else { return }
      let parts = differences(from: old, to: new)
      if !parts.isEmpty {
        add(.link, .changed, .link(id), parts.joined(separator: ", "), detail: cause(from: old, new))
      }
      writeAddresses(from: old, to: new)
    }
  }

  private mutating func writeVanished(_ id: LinkID) {
    guard let link = earlier.link(id) else { return }
    if let place = moves[id] {
      let (from, to) = (earlier.name(of: id.namespace), later.name(of: place.namespace))
      return add(.link, .changed, .link(place), "moved from \(from) to \(to)")
    }
    guard !vanished.contains(.namespace(id.namespace)), link.kind != .loopback,
      !isTold(link, by: vanished, in: earlier)
    else { return }
    let ports = earlier.ports(of: id).count { !vanished.contains(.link($0.id)) }
    let detail =
      otherEnd(of: link, in: earlier, vanished) + (ports > 0 ? ", unplugging \(counted(ports, "port"))" : "")
      + routesLost(with: link)
    add(.link, .vanished, .link(id), "\(link.kind.name) gone", detail: detail)
  }

  private mutating func writeAppeared(_ id: LinkID) {
    guard let link = later.link(id), !appeared.contains(.namespace(id.namespace)), link.kind != .loopback,
      !isTold(link, by: appeared, in: later), !moves.values.contains(id)
    else { return }
    let master = link.master.flatMap { later.link(LinkID(namespace: id.namespace, index: $0)) }
    let facts =
      link.addresses.filter { !$0.prefix.address.isLinkLocal }.map { ", \($0.prefix)" }.joined()
      + (master.map { ", plugged into \($0.name)" } ?? "")
    let detail = otherEnd(of: link, in: later, appeared) + facts
    add(.link, .appeared, .link(id), "\(link.kind.name) appeared", detail: detail)
  }

  /// Whether the event of its cable's other end, or of the namespace that is in, tells of a link.
  private func isTold(_ link: Link, by objects: Set<ObjectID>, in picture: Snapshot) -> Bool {
    guard let far = picture.peer(of: link), objects.contains(.link(far.id)) else { return false }
    return objects.contains(.namespace(far.id.namespace)) || far.id < link.id && moves[far.id] == nil
  }

  /// ` with web/eth0 at its other end`.
  private func otherEnd(of link: Link, in picture: Snapshot, _ objects: Set<ObjectID>) -> String {
    guard let far = picture.peer(of: link), objects.contains(.link(far.id)) else { return "" }
    return " with \(picture.name(of: far.id)) at its other end"
  }

  /// Links that went from one namespace and came in another with the same hardware address.
  static func moves(from earlier: Snapshot, to later: Snapshot, _ changes: [Change]) -> [LinkID: LinkID] {
    func links(_ kind: Change.Kind, in picture: Snapshot) -> [Link] {
      changes.compactMap { change in
        guard change.kind == kind, case .link(let id) = change.object else { return nil }
        return picture.link(id).flatMap { $0.mac == nil || $0.kind == .loopback ? nil : $0 }
      }
    }
    let gone = links(.vanished, in: earlier)
    guard !gone.isEmpty else { return [:] }
    let arrivals = Dictionary(links(.appeared, in: later).map { ($0.mac, $0) }, uniquingKeysWith: { first, _ in first })
    let moves = gone.compactMap { link in
      arrivals[link.mac].flatMap { $0.id.namespace == link.id.namespace ? nil : (link.id, $0.id) }
    }
    return Dictionary(moves, uniquingKeysWith: { first, _ in first })
  }
}
