import Engines
import Glibc
import LinuxSystem
import SystemPackage

/// All processes, with what was learnt of them before.
///
/// Which processes there are is asked every time. A new one is looked into, and as long as it is young it is so again
/// every time: a container's first process changes its namespace, cgroup and name before it settles. Of an old one the
/// namespace is looked at every tenth time, and the rest when that has changed, or every sixtieth time.
struct ProcessTable {
  /// True where the last refresh found anything else than the one before.
  private(set) var isChanged = true
  private var known: [ProcessFacts] = []
  private var round: Int32 = 0
  /// The containers that gantry itself is in.
  private let ownIdentities: [CgroupIdentity]

  private static let roundsBetweenLooks: Int32 = 10
  private static let roundsBetweenReadings: Int32 = 60
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
    var isSame = true
    var earlier = 0
    for pid in pids {
      while earlier < known.count, known[earlier].pid < pid { earlier += 1 }
      let before = earlier < known.count && known[earlier].pid == pid ? known[earlier] : nil
      guard let facts = facts(of: pid, before: before, now: now, procfs) else { continue }
      isSame = isSame && facts == before
      current.append(facts)
    }
    isChanged = !isSame || current.count != known.count
    known = current
    round = (round + 1) % Self.roundsBetweenReadings
    return current
  }

  /// Nil for a process that is gone, or so good as gone: a zombie has no namespace any more.
  private func facts(
    of pid: Int32, before: ProcessFacts?, now: UInt64, _ procfs: borrowing Procfs
  ) -> ProcessFacts? {
    let isYoung = before.map { now < $0.startTime + Self.youth } ?? true
    if let before, !isYoung, !isTurn(of: pid, Self.roundsBetweenLooks) { return before }
    let namespace: UInt64?
    do {
      namespace = try procfs.namespace(of: pid)
    } catch .permissionDenied, .notPermitted {
      namespace = nil
    } catch {
      return nil
    }
    if let before, before.namespace == namespace, !isYoung, !isTurn(of: pid, Self.roundsBetweenReadings) {
      return before
    }
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

  private func isTurn(of pid: Int32, _ rounds: Int32) -> Bool { pid % rounds == round % rounds }
}
