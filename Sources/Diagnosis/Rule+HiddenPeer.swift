import Topology

extension Rule {
  /// A veth whose other end is in a namespace that was not found. To somebody who may not look everywhere most
  /// namespaces are hidden, which is no finding about the host.
  static let hiddenPeer = Rule { snapshot in
    guard !snapshot.sources.contains(where: { $0.name == "kernel" && $0.state == .denied }) else { return [] }
    return snapshot.namespaces.flatMap(\.links).compactMap { link in
      guard let peer = link.peer, peer.proof == .hidden else { return nil }
      return finding(link, peer, snapshot)
    }
  }

  private static func finding(_ link: Link, _ peer: Peer, _ snapshot: Snapshot) -> Finding {
    let name = snapshot.name(of: link.id)
    let nsid = peer.nsid.map { "nsid \($0)" } ?? "no nsid"
    return Finding(
      rule: "hidden-peer", severity: .warning, object: .link(link.id),
      title: "\(name): its other end is in a namespace that was not found",
      evidence: [
        "\(snapshot.state(of: link))",
        "the kernel names its peer #\(peer.index) in \(nsid), and none of \(snapshot.namespaces.count) namespaces is that",
      ],
      remedy:
        "Look for what holds a namespace unseen: a process on its way out, a descriptor or socket of one that was "
        + "not scanned, a mount in another mount namespace. If nobody needs it, deleting this end deletes both: "
        + "\(delete(link, snapshot))")
  }

  private static func delete(_ link: Link, _ snapshot: Snapshot) -> String {
    let command = "ip link delete \(Remedy.quoted(link.name))"
    return snapshot.namespace(link.id.namespace).flatMap { Remedy.command(command, in: $0) } ?? command
  }
}
