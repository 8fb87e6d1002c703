import Engines
import Glibc
import LinuxSystem
import SystemPackage

/// All processes, with what was learnt of them before: a process's command and cgroup are read when it is new, while
/// it is young (a container's first process changes both before it settles), when its namespace changes, and otherwise
/// every tenth time; only the namespace is looked at every time.
struct ProcessTable {
  private var known: [ProcessFacts] = []
  private var round: Int32 = 0
  /// The containers that gantry itself is in.
  private let ownIdentities: [CgroupIdentity]

  private static let roundsBetweenReadings: Int32 = 10
  /// Five seconds, in the clock ticks of `/proc/PID/stat`.
  private static let youth: UInt64 = 500
  private static let nanosecondsPerTick: UInt64 = 10_000_000

  init(_ procfs: borrowing Procfs) { ownIdentities = Self.identities(of: getpid(), procfs) }

  /// Every process there is now, sorted by id.
  mutating func refresh(_ procfs: borrowing Procfs) throws(Errno) -> [ProcessFacts] {
    let pids = try procfs.processes().sorted()
    let now = SystemClock.sinceBoot() / Self.nanosecondsPerTick
    var current: [ProcessFacts] = []
    current.reserveCapacity(pids.count)
    var earlier = known[...]
    for pid in pids {
      while let first = earlier.first, first.pid < pid { earlier.removeFirst() }
      let before = earlier.first.flatMap { $0.pid == pid ? $0 : nil }
      if let facts = facts(of: pid, before: before, now: now, procfs) { current.append(facts) }
    }
    known = current
    round = (round + 1) % Self.roundsBetweenReadings
    return current
  }

  /// Nil for a process that is gone, or so good as gone: a zombie has no namespace any more.
  private func facts(
    of pid: Int32, before: ProcessFacts?, now: UInt64, _ procfs: borrowing Procfs
  ) -> ProcessFacts? {
    let namespace: UInt64?
    do {
      namespace = try procfs.namespace(of: pid)
    } catch .permissionDenied, .notPermitted {
      namespace = nil
    } catch {
      return nil
    }
    if let before, before.namespace == namespace, !isDue(before, now: now) { return before }
    guard let status = try? procfs.status(of: pid) else { return nil }
    let identities = Self.identities(of: pid, procfs)
    return ProcessFacts(
      pid: pid, startTime: status.startTime, command: status.name,
      isKernelThread: status.parent == Self.kthreadd || (pid == Self.kthreadd && status.parent == 0),
      identities: identities, shared: zip(identities, ownIdentities).prefix { $0 == $1 }.count, namespace: namespace)
  }

  /// No cgroup file means that the process is gone, or that the kernel has no cgroups.
  private static func identities(of pid: Int32, _ procfs: borrowing Procfs) -> [CgroupIdentity] {
    CgroupIdentity.nesting(procCgroup: (try? procfs.read(pid, "cgroup")) ?? [])
  }

  /// Parent of all kernel threads, in the first pid namespace.
  private static let kthreadd: Int32 = 2

  private func isDue(_ facts: ProcessFacts, now: UInt64) -> Bool {
    facts.pid % Self.roundsBetweenReadings == round || now < facts.startTime + Self.youth
  }
}
