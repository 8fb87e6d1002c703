import Topology

/// One holder of a namespace that only a deep scan sees.
struct DeepFinding: Hashable, Sendable {
  /// What it holds.
  let namespace: NamespaceID
  /// How it holds it.
  let holder: Holder
  /// How to open the namespace through it.
  let handle: NamespaceHandle
  /// The holding process, or one that sees the mount.
  let process: Int32
  /// When that process started: another one may have its id by now.
  let startTime: UInt64
  /// For a socket, its own inode: the descriptor may be another socket by now.
  var socketInode: UInt64?

  /// The name of a mount.
  var name: String? {
    guard holder.kind == .mount, let path = holder.path else { return nil }
    return NamespaceMount(namespace: namespace, path: path).name
  }
}
