public import Topology

/// A new picture, and what is different in it from the one that was taken before.
public struct Update: Sendable, Equatable {
  /// The whole picture.
  public let snapshot: Snapshot
  /// What changed; everything appeared in the first one.
  public let changes: [Change]
}
