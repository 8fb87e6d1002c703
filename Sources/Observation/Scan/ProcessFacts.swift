import Engines

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
  /// The container its cgroup names.
  let identity: CgroupIdentity?
  /// The inode of its network namespace; nil where gantry may not look.
  var namespace: UInt64?
}

extension [ProcessFacts] {
  /// The process with this id, in an array sorted by id.
  func process(_ pid: Int32) -> ProcessFacts? {
    let position = partitioningIndex { $0.pid >= pid }
    return position < endIndex && self[position].pid == pid ? self[position] : nil
  }
}
