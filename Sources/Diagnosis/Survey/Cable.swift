import Topology

/// A veth pair of which both ends were read. A class, as links are large and rules pass cables on.
final class Cable: Sendable {
  /// The end nearer to a bridge or to the host.
  let near: Link
  /// The end nearer to whoever uses it.
  let far: Link

  /// The cable that a link is an end of. Nil for the second of its two ends, so that each is met once, and where the pair
  /// is not proved.
  init?(from link: Link, in snapshot: Snapshot) {
    guard link.kind == .veth, let id = link.peer?.link, link.id < id, let other = snapshot.provedPeer(of: link)
    else { return nil }
    let isOtherNear =
      (other.master != nil) != (link.master != nil)
      ? other.master != nil : snapshot.namespace(other.id.namespace)?.isHost ?? false
    (near, far) = isOtherNear ? (other, link) : (link, other)
  }
}
