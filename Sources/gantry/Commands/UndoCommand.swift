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
    abstract: "Take back a change, the last one by default, or clean up after an interrupted one.",
    discussion: """
      What it will do is shown first. It refuses where the host has changed so that the change cannot be taken back \
      any more. The journal is kept in /run/gantry (or GANTRY_STATE_DIR), so it survives gantry, but not the machine.

      Nothing is ever taken back by itself: where gantry was killed in the middle of a change, changing commands refuse \
      to work until --recover has removed what was begun.

      Examples:
        sudo gantry undo --list
        sudo gantry undo --dry-run
        sudo gantry undo 3                    the change with this number in the list
        sudo gantry undo --yes
        sudo gantry undo --recover
      """)

  @Argument(help: "The number of the change; the last one by default.")
  var number: Int?

  @Flag(help: "List the changes that can be taken back, the latest first.")
  var list = false

  @Flag(help: "Remove what an interrupted change left behind.")
  var recover = false

  @OptionGroup var change: ChangeOptions

  func validate() throws {
    guard [list, recover, number != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("A number, --list and --recover exclude each other.")
    }
  }

  func run() throws {
    let change = Change(options: change)
    if list { return try printList(change) }
    if recover { return try runRecovery(change) }
    try undo(change)
  }

  private func undo(_ change: Change) throws {
    var found: JournalEntry?
    try change.carryOut {
      let snapshot = try change.provider.snapshot()
      let all = try entries(change.state, snapshot).filter { $0.state == .done }
      guard let entry = all.last(where: { number == nil || $0.number == number }) else {
        throw CommandFailure(
          number.map { "there is no change \($0) that could be taken back: see \"gantry undo --list\"" }
            ?? "there is no change that could be taken back")
      }
      found = entry
      let planner = Planner(snapshot, try change.state.readableRegistry(), try HostFacts.read(snapshot), seed: 0)
      try planner.check(entry.undoing)
      return (planner.guarding(entry.undoing), snapshot)
    } _: { _, executor in
      if let found { try executor.undo(found) }
    }
  }

  private func printList(_ change: Change) throws {
    try change.reporting {
      let snapshot = try change.provider.snapshot()
      let entries = try entries(change.state, snapshot)
      let interrupted = Set(try change.state.interrupted(in: snapshot).map(\.number))
      let lines = entries.reversed().map { entry in
        let isInterrupted = interrupted.contains(entry.number)
        let state = entry.state == .done ? "" : isInterrupted ? "  (interrupted)" : "  (under way)"
        return "\(entry.number)  \(Timestamp(nanoseconds: entry.time).iso8601)  \(entry.plan.title.printable)\(state)\n"
      }
      try StandardOutput.write(lines.isEmpty ? "nothing to take back\n" : lines.joined())
    }
  }

  private func runRecovery(_ change: Change) throws {
    try change.reporting {
      if self.change.dryRun {
        let interrupted = try change.state.interrupted(in: try change.provider.snapshot())
        let texts = interrupted.reversed().map { PlanText(plan: $0.undoing).text }
        return try StandardOutput.write(texts.isEmpty ? "nothing to clean up\n" : texts.joined())
      }
      let lock = try change.state.lock()
      let executor = try Executor(change.state, lock, try change.provider.snapshot())
      let recovered = try executor.recover()
      let lines = recovered.map { "cleaned up after \"\($0.plan.title.printable)\"\n" }
      try StandardOutput.write(lines.isEmpty ? "nothing to clean up\n" : lines.joined())
    }
  }

  /// The plans for this host, the oldest first.
  private func entries(_ state: StateDirectory, _ snapshot: Snapshot) throws -> [JournalEntry] {
    let host = snapshot.hostNamespace?.cookie
    return try Journal(state).entries().filter { $0.host == host }
  }
}
