import Addresses
import Screen
import Topology

extension WiringBuilder {
  /// A link's row with what hangs below it: ports, stacked links, and who is at the cable's far end. Nil where the row
  /// is drawn already, or is noise.
  mutating func node(for link: Link, in namespace: Namespace, depth: Int) -> WiringNode? {
    guard !drawn.contains(link.id) else { return nil }
    if link.kind == .loopback, !showsNoise {
      hiddenCount += 1
      drawn.insert(link.id)
      return nil
    }
    drawn.insert(link.id)
    guard link.kind == .veth else { return node(linkRow(link), of: link, in: namespace, depth: depth, []) }
    return rows(ofCable: link, depth: depth) { builder in
      let (row, inner) = builder.cable(link, depth: depth)
      return builder.node(row, of: link, in: namespace, depth: depth, inner)
    }
  }

  /// - Parameter inner: what is at its far end.
  private mutating func node(
    _ row: WiringRow, of link: Link, in namespace: Namespace, depth: Int, _ inner: [WiringNode]
  ) -> WiringNode {
    let below = ports(of: link, in: namespace, depth: depth) + upperLinks(on: link, depth: depth)
    return WiringNode(row: row, children: below + inner, startsFolded: below.count > WiringTree.largeGroup)
  }

  private mutating func ports(of master: Link, in namespace: Namespace, depth: Int) -> [WiringNode] {
    guard master.canHavePorts else { return [] }
    return (ports[master.id] ?? []).compactMap { node(for: $0, in: namespace, depth: depth + 1) }
  }

  /// macvlan, ipvlan, vlan and the like, in this namespace or at home in another one.
  private mutating func upperLinks(on lower: Link, depth: Int) -> [WiringNode] {
    (stacked[lower.id] ?? []).compactMap { upper in
      guard let home = picture.snapshot.namespace(upper.id.namespace) else { return nil }
      guard upper.id.namespace != lower.id.namespace else { return node(for: upper, in: home, depth: depth + 1) }
      guard !drawn.contains(upper.id) else { return nil }
      drawn.insert(upper.id)
      var row = linkRow(upper)
      row.name = upper.kind.name
      row.middle = upper.name
      let inner = settle(in: home, at: upper.id, &row, depth: depth)
      return WiringNode(row: row, children: inner)
    }
  }

  private func linkRow(_ link: Link) -> WiringRow {
    let isMaster = link.kind.isBridge
    let network = isMaster ? picture.network(onBridge: link.id) : nil
    let note = isMaster ? count(ports[link.id]?.count ?? 0, "port") : link.kind.detail ?? ""
    return WiringRow(
      id: .object(.link(link.id)), shape: .link, name: link.name, middle: link.kind.name,
      network: network.flatMap { $0.name == link.name ? nil : $0.name }, note: note,
      address: link.shownAddress, trouble: link.trouble, link: link.id,
      mentions: network.map { [.network($0.key)] } ?? [])
  }

  /// A cable's row, and what is at its far end.
  private mutating func cable(_ link: Link, depth: Int) -> (WiringRow, [WiringNode]) {
    let far = picture.peer(of: link)
    let state = picture.cableState(of: link) ?? .hidden
    var row = WiringRow(
      id: .object(.link(link.id)), shape: .cable(state), name: link.name,
      middle: far?.name ?? link.peer?.name ?? link.peer.map { "#\($0.index)" } ?? "?",
      address: far?.shownAddress ?? "", trouble: state == .down ? "down" : nil, link: link.id,
      mentions: [.link(link.id)] + (far.map { [.link($0.id)] } ?? []))
    guard let peer = link.peer, let home = peer.namespace.flatMap(picture.snapshot.namespace) else {
      row.note = link.peer?.nsid.map { "hidden peer, nsid \($0)" } ?? "peer not known"
      return (row, [])
    }
    guard home.id != link.id.namespace else {
      // The other end has a row of its own where it is plugged in; a loose one has not.
      if let far, far.master == nil { drawn.insert(far.id) }
      row.note = far?.masterID.flatMap(picture.link).map { "port of \($0.name)" } ?? "same namespace"
      row.isReference = true
      return (row, [])
    }
    if let far { drawn.insert(far.id) }
    let inner = settle(in: home, at: link.id, &row, depth: depth)
    return (row, inner)
  }

  /// Names who lives at the far end in `row`; if this is the namespace's place in the tree, also returns what else is in it.
  private mutating func settle(in home: Namespace, at place: LinkID, _ row: inout WiringRow, depth: Int) -> [WiringNode]
  {
    let object = picture.object(of: home)
    row.note = picture.title(of: home)
    row.mentions += [.namespace(home.id), .link(place)]
    guard !placed.contains(home.id), !hubs.contains(home.id), depth < Self.deepest else {
      row.isReference = true
      row.id = .reference(object, at: place)
      return []
    }
    placed.insert(home.id)
    row.id = .object(object, at: place)
    return contents(of: home, depth: depth + 1)
  }
}

extension Link {
  var canHavePorts: Bool {
    switch kind {
    case .loopback, .veth, .dummy, .macvlan, .macvtap, .ipvlan, .vlan, .tun, .tap, .wireguard: false
    default: true
    }
  }

  /// The first address, IPv4 where there is one, without link-local ones.
  var shownAddress: String {
    addresses.first { !$0.prefix.address.isLinkLocal }.map(\.prefix.description) ?? ""
  }

  /// What is wrong with it in a word: it is set down, or nothing answers.
  var trouble: String? {
    if !isUp { return "down" }
    return hasCarrier || kind == .loopback || kind.isBridge ? nil : "no carrier"
  }
}
