import Addresses
import Topology

extension WiringBuilder {
  /// A namespace with bridges, and everything plugged into them.
  mutating func hub(_ namespace: Namespace) -> WiringNode {
    WiringNode(row: namespaceRow(namespace), children: contents(of: namespace, depth: 1))
  }

  /// A namespace that no bridge reaches.
  mutating func island(_ namespace: Namespace) -> WiringNode {
    let children = contents(of: namespace, depth: 1)
    return WiringNode(
      row: namespaceRow(namespace), children: children,
      startsFolded: children.allSatisfy { $0.row.shape == .link && $0.children.isEmpty })
  }

  /// Everything in a namespace: its links, what is plugged into them, and the containers that live in it.
  mutating func contents(of namespace: Namespace, depth: Int) -> [WiringNode] {
    let containers = containerRows(of: namespace)
    let tops = namespace.links.filter { isTop($0, in: namespace) }.sorted {
      ($0.rank, $0.index) < ($1.rank, $1.index)
    }
    var nodes = tops.compactMap { node(for: $0, in: namespace, depth: depth) }
    // A ring of masters or parents has no top; nothing may be lost for that.
    for link in namespace.links where !drawn.contains(link.id) && belongs(link, to: namespace) {
      if let node = node(for: link, in: namespace, depth: depth) { nodes.append(node) }
    }
    return namespace.isHost || hubs.contains(namespace.id) ? nodes + containers : containers + nodes
  }

  /// Containers in a namespace besides the one that names it.
  private func containerRows(of namespace: Namespace) -> [WiringNode] {
    let residents = picture.residents(of: namespace)
    let principal = namespace.isHost ? nil : picture.snapshot.owner(of: namespace)
    let guests = residents.filter { $0.key != principal?.key }
    let hostMode = guests.filter { $0.mode == .host }
    return guests.filter { $0.mode != .host }.map { sharer($0, of: principal) }
      + (group(.hostMode, in: namespace.id, hostMode).map { [$0] } ?? [])
  }

  private func sharer(_ container: Container, of principal: Container?) -> WiringNode {
    let owner = principal?.name ?? "this namespace"
    return WiringNode(
      row: WiringRow(
        id: .object(.container(container.key)), shape: .words, name: container.name, note: "shares \(owner)")
    )
  }

  private func isTop(_ link: Link, in namespace: Namespace) -> Bool {
    link.masterID.flatMap(picture.link) == nil && belongs(link, to: namespace) && !isStacked(link)
  }

  /// False for a link whose row is in another namespace: at the bridge its cable leads to, or below its parent.
  private func belongs(_ link: Link, to namespace: Namespace) -> Bool {
    if let parent = link.parent?.link, parent.id.namespace != namespace.id, picture.link(parent.id) != nil {
      return false
    }
    guard !hubs.contains(namespace.id), let far = picture.peer(of: link) else { return true }
    return !hubs.contains(far.id.namespace)
  }

  private func isStacked(_ link: Link) -> Bool { link.parent?.link.flatMap { picture.link($0.id) } != nil }

  func namespaceRow(_ namespace: Namespace) -> WiringRow {
    let object = picture.object(of: namespace)
    return WiringRow(
      id: .object(object), shape: .words, name: picture.title(of: namespace), note: describe(namespace),
      mentions: object == .namespace(namespace.id) ? [] : [.namespace(namespace.id)])
  }

  private func describe(_ namespace: Namespace) -> String {
    if case .denied(let why) = namespace.access { return "not readable: \(why)" }
    if namespace.isHost { return Self.gatewayWords(namespace) }
    let size = namespace.links.allSatisfy { $0.kind == .loopback } ? "lo only" : count(namespace.links.count, "link")
    if let container = picture.snapshot.owner(of: namespace) { return "\(container.mode.word)  (\(size))" }
    if !namespace.names.isEmpty { return "named namespace  \(size)" }
    if namespace.roles.contains(.process) { return "namespace \(namespace.id.kernelName)  \(size)" }
    let holder = namespace.holders.first.map { "  (held by \($0.title))" } ?? ""
    return "hidden namespace \(namespace.id.kernelName)  \(size)\(holder)"
  }

  private static func gatewayWords(_ namespace: Namespace) -> String {
    guard let gateway = namespace.gateways.first else { return "no default route" }
    return "default " + gateway.route
  }
}

extension Link {
  /// Uplinks first, then bridges, then loose cables, then loopback.
  fileprivate var rank: Int {
    switch kind {
    case .loopback: 3
    case .veth: 2
    case .bridge: 1
    default: 0
    }
  }
}

/// `1 port`, `2 ports`.
func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
