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
    case recover
  }

  /// - Parameter seed: what hardware addresses are made of.
  /// - Throws: why it is not done.
  init(_ wish: ChangeRequest.Wish, _ state: StateDirectory, _ snapshot: Snapshot, seed: UInt64) throws {
    let interrupted = try state.interrupted(in: snapshot)
    let planner = Planner(snapshot, try state.registry(), try HostFacts.read(snapshot), seed: seed)
    switch wish {
    case .recover:
      plan = planner.guarding(Plan(joining: interrupted.reversed().map(\.undoing), title: "clean up"))
      way = .recover
      return
    case _ where !interrupted.isEmpty: throw CommandFailure(interrupted[0].warning)
    case .change(let intents, let title):
      plan = try planner.plan(forAll: intents, title: title)
      way = .carryOut
    case .undo:
      let host = snapshot.hostNamespace?.cookie
      guard let entry = try Journal(state).entries().last(where: { $0.state == .done && $0.host == host }) else {
        throw CommandFailure("there is no change that could be undone")
      }
      try planner.check(entry.undoing)
      plan = planner.guarding(entry.undoing)
      way = .undo(entry)
    }
  }

  func carryOut(by executor: Executor) throws {
    switch way {
    case .carryOut: try executor.carryOut(plan)
    case .undo(let entry): try executor.undo(entry)
    case .recover: _ = try executor.recover()
    }
  }

  /// What a moment in the execution means for the steps of the plan; nil where nothing.
  func news(of checkpoint: Checkpoint) -> ChangeNews? {
    switch checkpoint {
    case .begun(let position): step(position).map(ChangeNews.begun)
    case .effective: nil
    case .recorded(let position): step(position).map(ChangeNews.done)
    }
  }

  /// The place of a journalled step in the plan: what is undone is done backwards, without what leaves nothing.
  private func step(_ position: Int) -> Int? {
    guard case .undo(let entry) = way else { return position }
    let undone = entry.plan.steps.indices.reversed().filter { entry.plan.steps[$0].inverse != nil }
    return undone.firstIndex(of: position)
  }
}

extension Ledger {
  /// What is written down about the host with this cookie, and whether somebody is in the middle of a change.
  static func read(_ state: StateDirectory, host: UInt64) throws -> (ledger: Ledger, isUnsettled: Bool) {
    let entries = try Journal(state).entries().filter { $0.host == host }
    let unfinished = entries.filter { $0.state != .done }
    let isUnsettled = !unfinished.isEmpty && state.isLocked
    let ledger = Ledger(
      registry: try state.registry(), undoable: entries.last { $0.state == .done }?.plan.title,
      interrupted: isUnsettled ? [] : unfinished.reversed().map(\.undoing))
    return (ledger, isUnsettled)
  }
}
