import Engines
import Topology

/// What is known of one process.
struct ProcessFacts: Hashable, Sendable {
  /// Its id in gantry's pid namespace.
  let pid: Int32
  /// When it started, in clock ticks since boot: with the id it names the process for good.
  let startTime: UInt64
  /// `comm` (proc(5)).
  let command: String
  /// True for a thread of the kernel's own, which holds nothing.
  let isKernelThread: Bool
  /// The containers its cgroup names, the outermost first.
  let identities: [CgroupIdentity]
  /// How many of them gantry is in itself: what is below those is what it sees as a container.
  var shared = 0
  /// The inode of its network namespace; nil where gantry may not look.
  var namespace: UInt64?

  /// The container it is in: the outermost that gantry is not in as well, or else the one they share.
  var identity: CgroupIdentity? {
    identities.isEmpty ? nil : identities[Swift.min(shared, identities.count - 1)]
  }

  /// True where its cgroup carries the id of a container, however deep.
  func carries(_ id: String) -> Bool { identities.contains { $0.id == id } }
}

extension [ProcessFacts] {
  /// The process with this id, in an array sorted by id.
  func process(_ pid: Int32) -> ProcessFacts? {
    let position = partitioningIndex { $0.pid >= pid }
    return position < endIndex && self[position].pid == pid ? self[position] : nil
  }
}
