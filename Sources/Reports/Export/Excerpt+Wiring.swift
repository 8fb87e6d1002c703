import Addresses
import Screen
import Topology

extension Excerpt {
  /// What is plugged into what, as a tree: bridges with their cables, and at the end of each cable who is there.
  /// Every line ends with a line feed.
  func wiring(_ style: Presentation) -> String {
    let order = namespaces.sorted { ($0.isHost ? 0 : 1, $0.id) < ($1.isHost ? 0 : 1, $1.id) }
    let tree = WiringTree(excerpt: self, style: style)
    let roots = order.filter { !tree.isAtTheEndOfACable($0) }.map(tree.node(of:))
    let stopped = containers.filter { $0.namespace == nil }.map {
      TreeNode(text: "\($0.name)  \($0.state.rawValue)")
    }
    return (roots + stopped).flatMap { $0.lines(style.glyphs) }.map { $0 + "\n" }.joined()
  }
}

/// A line with those that hang from it.
struct TreeNode {
  /// Not yet escaped.
  var text: String
  var children: [TreeNode] = []

  func lines(_ glyphs: Glyphs) -> [String] {
    [text.printable]
      + children.enumerated().flatMap { index, child in
        let isLast = index == children.count - 1
        let blank = String(repeating: " ", count: glyphs.trunk.columns)
        return child.lines(glyphs).enumerated().map { line, text in
          (line == 0 ? (isLast ? glyphs.lastBranch : glyphs.branch) : isLast ? blank : glyphs.trunk) + text
        }
      }
  }
}

/// Makes the nodes of the wiring tree.
private struct WiringTree {
  let excerpt: Excerpt
  let style: Presentation
  private let shown: Set<NamespaceID>

  init(excerpt: Excerpt, style: Presentation) {
    self.excerpt = excerpt
    self.style = style
    shown = Set(excerpt.namespaces.map(\.id))
  }

  private var snapshot: Snapshot { excerpt.snapshot }

  /// True where the namespace needs no root of its own: it has nothing but `lo` and cables that are drawn from the
  /// other side, where its name stands at their end.
  func isAtTheEndOfACable(_ namespace: Namespace) -> Bool {
    let links = namespace.links.filter { $0.kind != .loopback }
    return !namespace.isHost && !links.isEmpty
      && links.allSatisfy { link in
        guard let peer = link.peer?.link, link.master == nil, let other = snapshot.namespace(peer.namespace),
          shown.contains(other.id)
        else { return false }
        return other.isHost || other.id < namespace.id || snapshot.link(peer)?.master != nil
      }
  }

  func node(of namespace: Namespace) -> TreeNode {
    let links = namespace.links.filter { $0.kind != .loopback }
    let top = links.filter { link in !links.contains { $0.index == link.master } && !isSecondEnd(link) }
    var words = [snapshot.name(of: namespace)]
    if !namespace.isHost { words.append(role(of: namespace)) }
    if links.isEmpty { words.append(emptiness(of: namespace)) }
    var children = top.map { node(of: $0, in: namespace) }
    let guests = guests(in: namespace)
    if !guests.isEmpty { children.append(TreeNode(text: guests)) }
    return TreeNode(text: words.joined(separator: "  "), children: children)
  }

  /// True for the end with the higher index of a pair that stays in one namespace: its line is the other end's.
  private func isSecondEnd(_ link: Link) -> Bool {
    link.peer?.link.map { $0.namespace == link.id.namespace && $0.index < link.index } ?? false
  }

  private func node(of link: Link, in namespace: Namespace) -> TreeNode {
    let ports = namespace.links.filter { $0.master == link.index }
    return TreeNode(text: text(of: link, portCount: ports.count), children: ports.map { node(of: $0, in: namespace) })
  }

  private func text(of link: Link, portCount: Int) -> String {
    if let peer = link.peer { return cable(from: link, to: peer) }
    var words = [link.name] + addresses(of: link) + [link.kind.name]
    if link.kind.isBridge { words.append(portCount == 1 ? "1 port" : "\(portCount) ports") }
    words += snapshot.networks.filter { $0.bridge?.id == link.id && $0.name != link.name }.map { "network \($0.name)" }
    if let below = link.parent?.link { words.append("on \(snapshot.name(of: below.id))") }
    if !link.isUp { words.append("down") }
    return words.joined(separator: "  ")
  }

  private func cable(from link: Link, to peer: Peer) -> String {
    let own = [link.name] + addresses(of: link)
    guard let id = peer.link, let other = snapshot.link(id) else {
      let place = peer.nsid.map { "nsid \($0)" } ?? "an unknown namespace"
      return (own + [sign(.unprovedCable), "hidden peer #\(peer.index) in \(place)"]).joined(separator: "  ")
    }
    let isWhole = link.isUp && link.hasCarrier && other.isUp && other.hasCarrier
    let kind: Drawing.Line.Kind = peer.proof != .proved ? .unprovedCable : isWhole ? .cable : .brokenCable
    let owner = snapshot.namespace(id.namespace)
    var words = own + [sign(kind), other.name, snapshot.name(of: id.namespace)] + addresses(of: other)
    if !link.isUp { words.append("\(link.name) is down") }
    if !other.isUp { words.append("\(other.name) is down") }
    if let owner, !owner.isHost {
      let guests = guests(in: owner)
      if !guests.isEmpty { words.append("(\(guests))") }
    }
    return words.joined(separator: "  ")
  }

  private func sign(_ kind: Drawing.Line.Kind) -> String {
    let isASCII = style.glyphs == .ascii
    return switch kind {
    case .brokenCable: isASCII ? "=x=" : "═╳═"
    case .unprovedCable: isASCII ? "=?=" : "═?═"
    case .cable, .port, .parent: isASCII ? "===" : "═══"
    }
  }

  private func addresses(of link: Link) -> [String] {
    link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }.map(\.description)
  }

  private func role(of namespace: Namespace) -> String {
    if let owner = snapshot.owner(of: namespace) { return snapshot.text(of: owner.mode) }
    return namespace.roles.contains(.named) ? "named namespace" : "namespace"
  }

  private func emptiness(of namespace: Namespace) -> String {
    switch namespace.access {
    case .read: namespace.links.isEmpty ? "(no links)" : "(lo only)"
    case .denied: "(not readable)"
    }
  }

  /// Who else is in a namespace: sharers, or containers in host mode.
  private func guests(in namespace: Namespace) -> String {
    let owner = snapshot.owner(of: namespace)?.key
    let names = namespace.containers.filter { $0 != owner }.map { snapshot.name(of: $0) }
    guard !names.isEmpty else { return "" }
    return "\(namespace.isHost ? "host mode" : "shared by"): \(names.joined(separator: ", "))"
  }
}
