import Addresses
import Topology

/// The wiring as boxes and lines, for languages that place them by themselves: a group for each namespace, a box for
/// each link but `lo`, lines for cables, ports and stacked links.
struct Drawing {
  struct Group {
    let id: NamespaceID
    /// Lines of its title.
    let title: [String]
    let boxes: [Box]
  }

  struct Box {
    enum Shape { case bridge, link, note }

    let id: BoxID
    let lines: [String]
    let shape: Shape
    var isUp = true
  }

  enum BoxID: Hashable {
    case link(LinkID)
    /// The other end of a cable that was not found, by the end that was.
    case hidden(LinkID)
    /// Says that a namespace holds nothing else.
    case note(NamespaceID)
  }

  struct Line {
    enum Kind { case cable, brokenCable, unprovedCable, port, parent }

    let from: BoxID
    let to: BoxID
    let kind: Kind
  }

  let title: String
  let groups: [Group]
  /// Boxes outside of every group: hidden peers.
  let strays: [Box]
  let lines: [Line]

  init(_ excerpt: Excerpt) {
    let snapshot = excerpt.snapshot
    let links = excerpt.namespaces.flatMap(\.links).filter { $0.kind != .loopback }
    title = snapshot.host
    groups = excerpt.namespaces.map { Group($0, in: snapshot) }
    strays = links.compactMap(Box.init(hiddenPeerOf:))
    let shown = Set(links.map(\.id))
    lines = links.flatMap { Self.lines(from: $0, in: snapshot, shown: shown) }
  }

  private static func lines(from link: Link, in snapshot: Snapshot, shown: Set<LinkID>) -> [Line] {
    let port = link.master.map { LinkID(namespace: link.id.namespace, index: $0) }
    let below = link.parent?.link?.id
    return [
      cable(from: link, in: snapshot, shown: shown),
      port.flatMap { shown.contains($0) ? Line(from: .link($0), to: .link(link.id), kind: .port) : nil },
      below.flatMap { shown.contains($0) ? Line(from: .link($0), to: .link(link.id), kind: .parent) : nil },
    ].compactMap { $0 }
  }

  /// Each cable once: from the end with the lower id, or from the only one that is known.
  private static func cable(from link: Link, in snapshot: Snapshot, shown: Set<LinkID>) -> Line? {
    guard let peer = link.peer else { return nil }
    guard let other = peer.link else { return Line(from: .link(link.id), to: .hidden(link.id), kind: .unprovedCable) }
    guard shown.contains(other), link.id < other || peer.proof != .proved else { return nil }
    let isWhole = link.isUp && link.hasCarrier && snapshot.link(other).map { $0.isUp && $0.hasCarrier } ?? false
    let kind: Line.Kind = peer.proof != .proved ? .unprovedCable : isWhole ? .cable : .brokenCable
    return Line(from: .link(link.id), to: .link(other), kind: kind)
  }
}

extension Drawing.Group {
  fileprivate init(_ namespace: Namespace, in snapshot: Snapshot) {
    let sharers = namespace.containers.compactMap(snapshot.container).map(\.name)
    let name = snapshot.name(of: namespace)
    let others = sharers.filter { $0 != name }
    id = namespace.id
    title =
      [name, namespace.id.kernelName]
      + (others.isEmpty ? [] : ["\(namespace.isHost ? "host mode" : "shared by"): \(others.joined(separator: ", "))"])
    let boxes = namespace.links.filter { $0.kind != .loopback }.map { Drawing.Box($0, in: snapshot) }
    self.boxes = boxes.isEmpty ? [Drawing.Box(noteFor: namespace)] : boxes
  }
}

extension Drawing.Box {
  fileprivate init(_ link: Link, in snapshot: Snapshot) {
    let networks = snapshot.networks.filter { $0.bridge?.id == link.id && $0.name != link.name }
    id = .link(link.id)
    lines =
      [link.name, "\(link.kind.name), \(link.stateText)"] + networks.map { "network \($0.name)" }
      + link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }.map(\.description)
    shape = link.kind.isBridge ? .bridge : .link
    isUp = link.isUp
  }

  fileprivate init?(hiddenPeerOf link: Link) {
    guard let peer = link.peer, peer.namespace == nil else { return nil }
    let place = peer.nsid.map { "nsid \($0)" } ?? "an unknown namespace"
    self.init(id: .hidden(link.id), lines: ["hidden peer", "#\(peer.index) in \(place)"], shape: .note)
  }

  fileprivate init(noteFor namespace: Namespace) {
    let text =
      switch namespace.access {
      case .read: namespace.links.isEmpty ? "no links" : "lo only"
      case .denied: "not readable"
      }
    self.init(id: .note(namespace.id), lines: [text], shape: .note)
  }
}
