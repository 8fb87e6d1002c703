import Addresses
import Topology

extension Rule {
  /// A veth whose other end is in a namespace that was not found. Where the kernel let gantry look at part of the host
  /// only, that is no more than a remark: the namespace may be one of those it may not see.
  ///
  /// The uplink of a host that is itself in a namespace (a node in a container, a guest of LXC) looks like this: its other
  /// end belongs to the host outside. It is a remark.
  static let hiddenPeer = Rule("hidden-peer", "a cable whose other end is nowhere to be found") { survey in
    let snapshot = survey.snapshot
    let blind = snapshot.sources.first { $0.name == Source.kernelName && $0.state == .denied }
    let ends = snapshot.namespaces.flatMap { namespace in
      namespace.links.filter { $0.peer?.proof == .hidden }.map { (link: $0, home: namespace) }
    }
    let uplinks = ends.filter { $0.home.isHost && survey.isUplink($0.link, of: $0.home) }.map(\.link)
    let others = ends.filter { end in !uplinks.contains { $0.id == end.link.id } }
    return others.map { finding($0.link, blind, $0.home, snapshot) }
      + (uplinks.isEmpty ? [] : [finding(uplinks, snapshot)])
  }

  private static func finding(_ uplinks: [Link], _ snapshot: Snapshot) -> Finding {
    let names = uplinks.map(\.name).joined(separator: ", ")
    return Finding(
      rule: hiddenPeer.name, severity: .info, object: .link(uplinks[0].id),
      involved: uplinks.dropFirst().map { .link($0.id) },
      title: "\(snapshot.names(of: uplinks.map(\.id))): this host is itself in a namespace, and the other end of its "
        + "uplink is outside",
      evidence: uplinks.map { words($0, snapshot) } + [
        "this host's default route leads through \(names), or it has no card and its addresses are there"
      ],
      remedy: "Nothing: to see the other end, run gantry on the host outside")
  }

  private static func finding(
    _ link: Link, _ blind: Source?, _ namespace: Namespace, _ snapshot: Snapshot
  ) -> Finding {
    Finding(
      rule: hiddenPeer.name, severity: blind == nil ? .warning : .info, object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): its other end is in a namespace that was not found",
      evidence: [snapshot.state(of: link), words(link, snapshot)]
        + (blind.map { ["not everything could be looked at: \($0.detail ?? "not permitted")"] } ?? []),
      remedy: blind == nil ? remedy(link, namespace, snapshot) : "Look again with all rights: sudo gantry")
  }

  private static func words(_ link: Link, _ snapshot: Snapshot) -> String {
    "the kernel names its peer #\(link.peer?.index ?? 0) in \(link.peer?.nsid.map { "nsid \($0)" } ?? "no nsid"), and "
      + "none of \(snapshot.namespaces.count) namespaces is that"
  }

  /// What is in use is not to be deleted.
  private static func remedy(_ link: Link, _ namespace: Namespace, _ snapshot: Snapshot) -> String {
    let search =
      "Look for what holds a namespace unseen: a process on its way out, a descriptor or socket of one that was not "
      + "scanned, a mount in another mount namespace"
    guard link.addresses.allSatisfy(\.prefix.address.isLinkLocal), !namespace.hasRoute(through: link) else {
      return search
    }
    return search + ". If nobody needs it, deleting this end deletes both: "
      + snapshot.command("ip link delete \(Remedy.quoted(link.name))", in: link.id.namespace)
  }
}

extension Survey {
  /// True for a link by which a host is reached from outside: its default route leads through it, or it has an address in
  /// some subnet and the host has no card. A port counts as its bridge, unless a card is a port of it as well.
  fileprivate func isUplink(_ link: Link, of host: Namespace) -> Bool {
    let cards = host.links.filter { $0.kind == .physical }
    let way = link.master.flatMap { host.link(index: $0) } ?? link
    guard !cards.contains(where: { $0.master == way.index }) else { return false }
    return leadsOut(of: host, through: way) || cards.isEmpty && link.addresses.contains { $0.prefix.isSubnet }
  }

  /// A default route leads through the link, or through one that is stacked on it.
  private func leadsOut(of host: Namespace, through link: Link) -> Bool {
    host.routes.contains { route in
      route.isDefault
        && route.nextHops.contains { hop in
          hop.link == link.index || hop.link.flatMap { host.link(index: $0)?.parent?.link?.id } == link.id
        }
    }
  }
}

extension IPPrefix {
  /// More than one address, and not link-local ones.
  fileprivate var isSubnet: Bool { length < address.family.bitWidth && !address.isLinkLocal }
}
