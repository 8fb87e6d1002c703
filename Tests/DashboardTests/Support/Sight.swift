import TestSupport
import Topology

/// The made-up hosts by name, as tests go through them.
enum Sight: CaseIterable {
  case tutorial, odd, crowded, hostile, empty, unprivileged, degraded

  var snapshot: Snapshot {
    switch self {
    case .tutorial: TutorialHost.snapshot()
    case .odd: OddHost.snapshot
    case .crowded: CrowdedHost.snapshot(containers: 120)
    case .hostile: Hosts.hostile
    case .empty: Hosts.empty
    case .unprivileged: Hosts.unprivileged
    case .degraded: Hosts.degraded
    }
  }
}
