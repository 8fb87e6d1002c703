import Topology

/// Pictures of the host that gantry runs on.
struct HostSnapshots: SnapshotProvider {
  mutating func snapshot() throws -> Snapshot {
    throw CommandFailure("this build cannot read the host: it was made without Observation")
  }
}
