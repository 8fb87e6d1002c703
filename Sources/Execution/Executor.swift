public import LinuxSystem
import Netlink
public import Planning
import SystemPackage
public import Topology

/// Carries plans out, takes them back, and cleans up after one that was interrupted.
///
/// Whoever has one keeps the lock of its state directory. Before and after each step the journal is written, so that at
/// every moment it tells what may have happened.
public struct Executor: Sendable {
  /// Called between any two things that happen.
  public typealias Watch = @Sendable (Checkpoint) -> Void
  /// Asked before each step whether somebody wants it all taken back.
  public typealias Cancellation = @Sendable () -> Bool

  private let lock: FileLock
  let journal: Journal
  let preconditions: Preconditions
  var actions: KernelActions { preconditions.actions }
  let engines: EngineActions
  var host: UInt64 { preconditions.host }
  var world: WorldReader { WorldReader(engines: engines, actions: actions, host: host) }
  let watch: Watch
  private let isCancelled: Cancellation

  /// - Parameters:
  ///   - state: where the journal is.
  ///   - lock: that of `state`, kept as long as the executor is.
  ///   - snapshot: shows the ways into the namespaces of the plans.
  ///   - watch: hears of each step.
  ///   - isCancelled: asked before each step; where it is true, what was done is taken back.
  public init(
    _ state: StateDirectory, _ lock: FileLock, _ snapshot: Snapshot, watch: @escaping Watch = { _ in },
    isCancelled: @escaping Cancellation = { false }
  ) throws {
    self.lock = lock
    journal = Journal(state)
    preconditions = try Preconditions(state, snapshot)
    try state.findAgain(snapshot)
    self.watch = watch
    self.isCancelled = isCancelled
    engines = EngineActions { if isCancelled() { throw Cancelled() } }
  }

  /// Carries a plan out. Where a step fails, those before it are taken back, the last first.
  /// - Throws: an `ExecutionFailure`.
  public func carryOut(_ plan: Plan) throws {
    try preconditions.check(plan.requirements)
    var entry = try journal.begin(plan, host: host)
    let before = world.record(of: plan.steps)
    entry.world = before
    for position in entry.steps.indices {
      do {
        try heedCancellation()
        try advance(&entry, position, .exactly)
      } catch {
        if error.hadNoEffect { entry.steps[position] = .pending }
        let action = entry.step(position)
        let (reverted, remaining) = takeBack(&entry)
        throw ExecutionFailure(
          error is Cancelled ? nil : action, error, reverted: reverted, remaining: remaining,
          differences: before.differences(in: world.record(of: entry.resolvedSteps)))
      }
    }
    entry.state = .done
    try journal.write(entry)
  }

  /// Between two steps somebody may have thought better of it.
  func heedCancellation() throws(Cancelled) {
    if isCancelled() { throw Cancelled() }
  }

  func advance(_ entry: inout JournalEntry, _ position: Int, _ manner: KernelActions.Manner) throws {
    entry.steps[position] = .begun
    try journal.write(entry)
    watch(.begun(position))
    try perform(entry.step(position), manner, &entry)
    watch(.effective(position))
    entry.steps[position] = .done
    try journal.write(entry)
    watch(.recorded(position))
  }

  /// Does something, and remembers with the plan what it learns by that.
  func perform(_ action: Action, _ manner: KernelActions.Manner, _ entry: inout JournalEntry) throws {
    guard case .engine(let action) = action else { return entry.learn(try actions.perform(action, manner)) }
    try engines.perform(action, manner, &entry.memory)
  }

  /// Takes back whatever may have been done, the last first, and goes on past what cannot be.
  ///
  /// Meanwhile the journal keeps telling of all of it, as repeating an inverse does no harm; so this works on a full disk.
  func takeBack(_ entry: inout JournalEntry) -> (reverted: [Action], remaining: [(action: Action, reason: String)]) {
    var reverted: [Action] = []
    var remaining: [(action: Action, reason: String)] = []
    let before = entry
    for position in entry.plan.rollBackOrder where entry.steps[position] != .pending {
      let action = entry.step(position)
      do {
        watch(.reverting(position, of: entry.number))
        if let inverse = action.inverse { try perform(inverse, .asFarAsNeeded, &entry) }
        entry.steps[position] = .pending
        reverted.append(action)
        watch(.reverted(position, of: entry.number))
      } catch {
        remaining.append((action, "\(error)"))
        if before.hasRunningReplacement {
          remaining += keepReplacement(&entry, before)
          reverted = []
          break
        }
      }
    }
    do {
      try finish(&entry, remaining.isEmpty)
    } catch {
      remaining.append((entry.step(0), "\(error)"))
    }
    return (reverted, remaining)
  }

  /// Brings the container back that had taken another one's place, where that one does not come back: nothing that runs is
  /// lost, and nothing is removed.
  private func keepReplacement(
    _ entry: inout JournalEntry, _ before: JournalEntry
  ) -> [(action: Action, reason: String)] {
    var remaining: [(action: Action, reason: String)] = []
    for position in entry.plan.rollBackOrder.reversed() where entry.steps[position] == .pending {
      guard before.state == .undoing || before.steps[position] != .pending else { continue }
      do {
        try perform(entry.step(position), .asFarAsNeeded, &entry)
        entry.steps[position] = .done
      } catch {
        remaining.append((entry.step(position), "\(error)"))
      }
    }
    return remaining
  }

  /// Removes what was rolled back from the journal, or keeps what is left to be.
  private func finish(_ entry: inout JournalEntry, _ isUndone: Bool) throws {
    if isUndone { return try remove(entry) }
    entry.state = .undoing
    try journal.write(entry)
  }

  /// Removes an entry from the journal. Its rolling back may have made objects again, with other identities: earlier plans,
  /// which may be rolled back next, have to know these.
  func remove(_ entry: JournalEntry) throws {
    for var earlier in try journal.entries() where earlier.number < entry.number && earlier.host == host {
      if earlier.follow(entry) { try journal.write(earlier) }
    }
    try journal.remove(entry)
  }

  func retreat(_ entry: inout JournalEntry, _ position: Int, _ manner: KernelActions.Manner) throws {
    entry.steps[position] = .begun
    try journal.write(entry)
    watch(.begun(position))
    if let inverse = entry.step(position).inverse { try perform(inverse, manner, &entry) }
    watch(.effective(position))
    entry.steps[position] = .pending
    try journal.write(entry)
    watch(.recorded(position))
  }
}
