import Dashboard
import Execution
import Planning
import Topology

/// How a wish is fulfilled on the host as it is now.
struct PlannedChange: Sendable {
  let plan: Plan
  private let way: Way

  private enum Way: Sendable {
    case carryOut
    case undo(JournalEntry)
    /// In the order in which they are taken back.
    case recover([JournalEntry])
  }

  /// - Parameters:
  ///   - interrupted: the plans for this host that were interrupted.
  ///   - seed: what hardware addresses are made of.
  /// - Throws: why it is not done.
  init(
    _ wish: ChangeRequest.Wish, _ state: StateDirectory, _ snapshot: Snapshot, interrupted: [JournalEntry], seed: UInt64
  ) throws {
    let facts = try HostFacts.read(snapshot)
    let planner = Planner(snapshot, try state.registry(on: snapshot, facts), facts, seed: seed)
    switch wish {
    case .recover:
      plan = planner.guarding(Plan(joining: interrupted.reversed().map(\.undoing), title: "clean up"))
      way = .recover(interrupted.reversed())
      return
    case _ where !interrupted.isEmpty: throw CommandFailure(interrupted[0].warning)
    case .change(let intents, let title):
      plan = try planner.informed { try $0.plan(forAll: intents, title: title) }
      way = .carryOut
    case .undo:
      let host = snapshot.hostNamespace?.cookie
      guard let entry = try Journal(state).entries().last(where: { $0.state == .done && $0.host == host }) else {
        throw CommandFailure("there is no change that could be undone")
      }
      try Preconditions(state, snapshot).checkUndo(of: entry)
      try planner.check(entry.undoing)
      plan = planner.guarding(try entry.undoing(by: planner))
      way = .undo(entry)
    }
  }

  /// - Returns: what an undoing has not brought back, a line each.
  func carryOut(by executor: Executor) throws -> [String] {
    switch way {
    case .carryOut:
      try executor.carryOut(plan)
      return []
    case .undo(let entry): return try executor.undo(entry)
    case .recover:
      let recovery = try executor.recover()
      let leftovers = recovery.givenUp.flatMap(\.leftovers)
      if !leftovers.isEmpty { throw GivenUp(leftovers: leftovers) }
      return recovery.differences
    }
  }

  /// What a moment in the execution means for the steps of the plan; nil where nothing.
  func news(of checkpoint: Checkpoint) -> ChangeNews? {
    switch (checkpoint, way) {
    case (.begun(let position), _): step(position).map(ChangeNews.begun)
    case (.effective, _): nil
    case (.recorded(let position), _): step(position).map(ChangeNews.done)
    case (.reverting(let position, let number), .recover): step(position, of: number).map(ChangeNews.begun)
    case (.reverted(let position, let number), .recover): step(position, of: number).map(ChangeNews.done)
    case (.reverting, _): nil
    case (.reverted(let position, _), _): step(position).map(ChangeNews.takenBack)
    }
  }

  /// The place of a journalled step in the plan.
  func step(_ position: Int, of number: Int? = nil) -> Int? {
    switch way {
    case .carryOut: return position
    case .undo(let entry): return entry.undone.firstIndex(of: position)
    case .recover(let entries):
      guard let index = entries.firstIndex(where: { $0.number == number }) else { return nil }
      let before = entries[..<index].map(\.undone.count).reduce(0, +)
      return entries[index].undone.firstIndex(of: position).map { before + $0 }
    }
  }
}

/// A recovery after which something is left.
struct GivenUp: Error {
  let leftovers: [JournalEntry.Leftover]
}

extension JournalEntry {
  /// The positions of the steps that its undoing takes back, in that order: those that leave something.
  fileprivate var undone: [Int] { plan.rollBackOrder.filter { plan.steps[$0].inverse != nil } }
}

extension Ledger {
  /// What is written down about the host with this cookie, and whether somebody is in the middle of a change.
  /// - Parameter snapshot: reads the host, where the registry was lost and is looked for there.
  static func read(
    _ state: StateDirectory, host: UInt64, _ snapshot: () throws -> Snapshot
  ) throws -> (ledger: Ledger, isUnsettled: Bool) {
    let interrupted = try state.leftBehind(on: host)
    let undoable = try Journal(state).entries().last { $0.host == host && $0.state == .done }
    let ledger = Ledger(
      registry: try state.isEmptied ? state.registry(on: snapshot()) : state.registry(), undoable: undoable?.plan.title,
      interrupted: interrupted?.reversed().map { $0.undoing.lacking(Plan.missingPrograms) } ?? [])
    return (ledger, interrupted == nil)
  }
}
