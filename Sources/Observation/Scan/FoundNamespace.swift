import Topology

/// A namespace that is known to exist: who holds it, and the ways to open it.
struct FoundNamespace: Sendable {
  /// Its identity.
  let id: NamespaceID
  /// What keeps it alive, each once.
  var holders: [Holder] = []
  /// Names of its mounts; a name may be there twice.
  var names: [String] = []
  /// Ways to open it, the surest first.
  var handles: [NamespaceHandle] = []

  /// More than a few ways are no use: if these fail, it is most likely gone.
  private static let enoughHandles = 4

  mutating func add(_ holder: Holder, handle: NamespaceHandle) {
    holders.append(holder)
    if handles.count < Self.enoughHandles { handles.append(handle) }
  }
}
