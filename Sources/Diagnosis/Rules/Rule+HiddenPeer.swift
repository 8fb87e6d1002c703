import Topology

extension Rule {
  /// A veth whose other end is in a namespace that was not found. Where the kernel let gantry look at part of the host
  /// only, that is no more than a remark: the namespace may be one of those it may not see.
  static let hiddenPeer = Rule("hidden-peer", "a cable whose other end is nowhere to be found") { survey in
    let snapshot = survey.snapshot
    let blind = snapshot.sources.first { $0.name == Source.kernelName && $0.state == .denied }
    return snapshot.namespaces.flatMap { namespace in
      namespace.links.compactMap { link in
        guard let peer = link.peer, peer.proof == .hidden else { return nil }
        return finding(link, peer, blind, snapshot)
      }
    }
  }

  private static func finding(_ link: Link, _ peer: Peer, _ blind: Source?, _ snapshot: Snapshot) -> Finding {
    let nsid = peer.nsid.map { "nsid \($0)" } ?? "no nsid"
    let evidence = [
      snapshot.state(of: link),
      "the kernel names its peer #\(peer.index) in \(nsid), and none of \(snapshot.namespaces.count) namespaces is that",
    ]
    return Finding(
      rule: "hidden-peer", severity: blind == nil ? .warning : .info, object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): its other end is in a namespace that was not found",
      evidence: evidence + (blind.map { ["not everything could be looked at: \($0.detail ?? "not permitted")"] } ?? []),
      remedy: blind == nil ? remedy(link, snapshot) : "Look again with all rights: sudo gantry")
  }

  private static func remedy(_ link: Link, _ snapshot: Snapshot) -> String {
    "Look for what holds a namespace unseen: a process on its way out, a descriptor or socket of one that was not "
      + "scanned, a mount in another mount namespace. If nobody needs it, deleting this end deletes both: "
      + delete(link, snapshot)
  }

  private static func delete(_ link: Link, _ snapshot: Snapshot) -> String {
    let command = "ip link delete \(Remedy.quoted(link.name))"
    return snapshot.namespace(link.id.namespace).flatMap { Remedy.command(command, in: $0) } ?? command
  }
}
