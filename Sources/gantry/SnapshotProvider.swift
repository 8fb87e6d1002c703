import Topology

/// Where commands get their pictures of the host from.
protocol SnapshotProvider {
  /// A picture of the host as it is now.
  /// - Throws: a ``CommandFailure`` where nothing at all can be read.
  func snapshot() throws -> Snapshot
}
