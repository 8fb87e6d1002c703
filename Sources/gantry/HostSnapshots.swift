import LinuxSystem
import Observation
import SystemPackage
import Topology

/// Pictures of the host that gantry runs on.
struct HostSnapshots: SnapshotProvider {
  mutating func snapshot() throws -> Snapshot {
    do {
      return try Observer.readOnce()
    } catch let error as SystemError {
      let isForbidden = error.errno == .notPermitted || error.errno == .permissionDenied
      throw CommandFailure(
        "cannot read the host: \(error)", status: isForbidden ? ExitStatus.notPermitted : ExitStatus.failed)
    }
  }
}
