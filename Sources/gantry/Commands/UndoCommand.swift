import ArgumentParser
import Execution
import Planning
import Reports
import Screen
import Topology

/// `gantry undo`
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undo a change, the last one by default, or clean up after an interrupted one.",
    discussion: """
      What it will do is shown first. Objects are told by their identity, never by a name: it refuses, with --dry-run \
      too, where an object is not what the change made any more, where later changes build on the change, and where \
      names or addresses are taken. The journal is kept in /run/gantry (or GANTRY_STATE_DIR), so it survives gantry, \
      but not the machine.

      Nothing is ever rolled back by itself: where gantry was killed in the middle of a change, changing commands refuse \
      to work until --recover has removed what was begun. What it cannot remove it lists, with the commands that do it \
      by hand, and sets aside ("given up" in the list); --forget drops that from the list.

      Examples:
        sudo gantry undo --list
        sudo gantry undo --dry-run
        sudo gantry undo 3                    the change with this number in the list
        sudo gantry undo --yes
        sudo gantry undo --recover
        sudo gantry undo --forget 3
      """)

  @Argument(help: "The number of the change; the last one by default.")
  var number: Int?

  @Flag(help: "List the changes that can be undone, the latest first.")
  var list = false

  @Flag(help: "Remove what an interrupted change left behind.")
  var recover = false

  @Option(help: "Drop the change with this number from the list. What it made stays.")
  var forget: Int?

  @OptionGroup var settling: SettleOptions

  @OptionGroup var change: ChangeOptions

  func validate() throws {
    guard [list, recover, number != nil, forget != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("A number, --list, --recover and --forget exclude each other.")
    }
  }

  func run() throws {
    var change = Change(options: change)
    if list { return try printList(change) }
    if recover { return try runRecovery(change) }
    if let forget { return try runForgetting(of: forget, change) }
    change.wordOnReverted = "done again"
    try undo(change)
  }

  private func undo(_ change: Change) throws {
    var found: JournalEntry?
    try change.carryOut {
      let snapshot = try change.provider.snapshot()
      let all = try entries(change.state, snapshot).filter { $0.state == .done }
      guard var entry = all.last(where: { number == nil || $0.number == number }) else {
        throw CommandFailure(
          number.map { "there is no change \($0) that could be undone: see \"gantry undo --list\"" }
            ?? "there is no change that could be undone")
      }
      entry.plan = entry.plan.settling(for: settling.settle)
      found = entry
      let facts = try HostFacts.read(snapshot)
      let planner = Planner(snapshot, try change.state.readableRegistry(on: snapshot, facts), facts, seed: 0)
      try Preconditions(change.state, snapshot).checkUndo(of: entry)
      try planner.check(entry.undoing)
      return (planner.guarding(try entry.undoing(by: planner)), snapshot)
    } steps: { _ in
      found?.plan.steps.map(\.inverse) ?? []
    } _: { _, executor in
      try found.map(executor.undo) ?? []
    }
  }

  private func printList(_ change: Change) throws {
    try change.reporting {
      try change.state.warnOfUnreadableFiles()
      let snapshot = try change.provider.snapshot()
      let entries = try entries(change.state, snapshot)
      let interrupted = Set(try change.state.interrupted(in: snapshot).map(\.number))
      let lines = entries.reversed().map { entry in
        let state =
          switch entry.state {
          case .done: ""
          case .givenUp: "  (given up)"
          case .running, .undoing: interrupted.contains(entry.number) ? "  (interrupted)" : "  (under way)"
          }
        return "\(entry.number)  \(Timestamp(nanoseconds: entry.time).iso8601)  \(entry.plan.title.printable)\(state)\n"
          + entry.leftoverLines.map { "     \($0)\n" }.joined()
      }
      try StandardOutput.write(lines.isEmpty ? "nothing to undo\n" : lines.joined())
    }
  }

  private func runRecovery(_ change: Change) throws {
    try change.reporting {
      if self.change.dryRun {
        let interrupted = try change.state.interrupted(in: try change.provider.snapshot())
        let texts = interrupted.reversed().map { PlanText(plan: $0.undoing).text }
        return try StandardOutput.write(texts.isEmpty ? "nothing to clean up\n" : texts.joined())
      }
      let lock = try change.state.lock(warn: StandardError.warn)
      let snapshot = try change.provider.snapshot()
      let plans = try entries(change.state, snapshot).reduce(into: [:]) { $0[$1.number] = $1.plan }
      let watch = StopSignals.shared.watch { plans[$1 ?? 0]?.steps[$0].summary }
      let executor = try Executor(change.state, lock, snapshot, watch: watch)
      try StopSignals.shared.changing("clean up", isCancellable: false) { try report(executor.recover()) }
    }
  }

  private func report(_ recovery: Recovery) throws {
    let lines = recovery.recovered.map { "cleaned up after \"\($0.plan.title.printable)\"\n" }
    let differences = recovery.differences.map { Change.line(onDifference: $0) }
    if !lines.isEmpty { try StandardOutput.write((lines + differences).joined()) }
    guard !recovery.givenUp.isEmpty else {
      return lines.isEmpty ? try StandardOutput.write("nothing to clean up\n") : ()
    }
    throw CommandFailure(
      "not everything could be cleaned up; what is left is listed here, and gantry works on",
      details: recovery.givenUp.flatMap { entry in
        ["change \(entry.number), \"\(entry.plan.title.printable)\":"] + entry.leftoverLines
          + ["when that is done: \"gantry undo --forget \(entry.number)\""]
      })
  }

  private func runForgetting(of number: Int, _ change: Change) throws {
    try change.reporting {
      try Privileges.requireChangingNetworks(for: "changing gantry's journal")
      let lock = try change.state.lock(warn: StandardError.warn)
      let snapshot = try change.provider.snapshot()
      guard let entry = try entries(change.state, snapshot).first(where: { $0.number == number }) else {
        throw CommandFailure("there is no change \(number): see \"gantry undo --list\"")
      }
      if entry.isUnfinished { throw CommandFailure(entry.warning) }
      if self.change.dryRun {
        return try StandardOutput.write("would forget change \(number): \(entry.plan.title.printable)\n")
      }
      try Executor(change.state, lock, snapshot).forget(entry)
      try StandardOutput.write("forgot change \(number) (\(entry.plan.title.printable)): what it made stays\n")
    }
  }

  /// The plans for this host, the oldest first.
  private func entries(_ state: StateDirectory, _ snapshot: Snapshot) throws -> [JournalEntry] {
    let host = snapshot.hostNamespace?.cookie
    return try Journal(state).entries().filter { $0.host == host }
  }
}

extension JournalEntry {
  /// What is left of a plan that was given up, and the commands that remove it by hand.
  fileprivate var leftoverLines: [String] {
    leftovers.flatMap { left in
      ["left: \(left.summary.printable): \(left.reason.printable)"] + (left.command.map { ["  \($0.printable)"] } ?? [])
    }
  }
}
