import Execution
import Glibc
import LinuxSystem
import Planning
import Screen
import SystemPackage
import Topology

/// Plans a change, shows it, and carries it out.
struct Change {
  let options: ChangeOptions
  var state = StateDirectory.here
  var provider: any SnapshotProvider = HostSnapshots(warns: false)
  /// Standard output belongs to a program that is started: the plan goes beside it, and nothing follows.
  var outputIsChilds = false
  /// What has become of steps that were reverted: where a change fails, "rolled back"; where an undo does, "done again".
  var wordOnReverted = "rolled back"

  /// - Parameter intent: what is wanted, in terms of a picture of the host.
  func run(_ intent: (Snapshot) throws -> Intent) throws {
    // Hardware addresses come from it, so that the plan which is carried out is the one which was shown.
    let seed = UInt64.random(in: .min ... .max)
    func plan() throws -> (plan: Plan, snapshot: Snapshot) {
      let snapshot = try provider.snapshot()
      let facts = try HostFacts.read(snapshot)
      let planner = Planner(snapshot, try state.readableRegistry(on: snapshot, facts), facts, seed: seed)
      let wanted = try intent(snapshot)
      return (try planner.informed { try $0.plan(for: wanted) }, snapshot)
    }
    try carryOut(plan) { plan, executor in
      try executor.carryOut(plan)
      return []
    }
  }

  /// - Parameters:
  ///   - makePlan: makes the same plan of the same facts.
  ///   - steps: what is done at the positions that the executor tells of; nil where nothing.
  ///   - perform: carries it out, and tells what is not as it was before.
  func carryOut(
    _ makePlan: () throws -> (plan: Plan, snapshot: Snapshot),
    steps: (Plan) -> [Action?] = { $0.steps }, _ perform: (Plan, Executor) throws -> [String]
  ) throws {
    try reporting {
      if options.dryRun {
        try state.warnOfUnreadableFiles()
        return try show(makePlan().plan)
      }
      try Privileges.requireChangingNetworks(for: "changing networks")
      let shown = try isAsking ? askAbout(makePlan().plan) : nil
      let lock = try state.lock(warn: StandardError.warn)
      let (plan, snapshot) = try makePlan()
      if let shown, shown != plan {
        throw CommandFailure("the host has changed since the plan was shown: nothing was done; try again")
      }
      let unfinished = try state.unfinished(on: snapshot.hostNamespace?.cookie)
      if let entry = unfinished.first { throw CommandFailure(entry.warning) }
      if shown == nil { try show(plan) }
      try requireConsent(to: plan, wasShown: shown != nil)
      let signals = StopSignals.shared
      let words = steps(plan).map { $0?.summary }
      let watch = signals.watch { position, _ in words[position] }
      let executor = try Executor(state, lock, snapshot, watch: watch) { signals.isCancelled }
      var differences: [String] = []
      try signals.changing(plan.title) { differences = try perform(plan, executor) }
      let lines = differences.map(Self.line)
      if !outputIsChilds { try StandardOutput.write((["done\n"] + lines).joined()) }
    }
  }

  /// A line on something that an undoing has not brought back.
  static func line(onDifference difference: String) -> String { "not as before: \(difference.printable)\n" }

  private var isAsking: Bool { !options.yes && StandardOutput.isTerminal && isatty(STDIN_FILENO) == 1 }

  /// What nobody can read is not done.
  private func show(_ plan: Plan) throws {
    if outputIsChilds, !options.dryRun { return StandardError.write(PlanText(plan: plan).text) }
    do {
      try StandardOutput.write(PlanText(plan: plan).text)
    } catch is OutputClosed {
      throw CommandFailure("the plan could not be shown, as nobody reads it: nothing was done")
    }
  }

  /// Shows the plan, and asks where something may be lost.
  private func askAbout(_ plan: Plan) throws -> Plan {
    try show(plan)
    for link in unconfirmed(plan) {
      try StandardOutput.write("\(link.reason.printable). To go on, type its name (\(link.link.printable)): ")
      guard readLine() == link.link else { throw CommandFailure("nothing was done") }
    }
    guard plan.isDestructive else { return plan }
    try StandardOutput.write("Carry it out? [y/N] ")
    guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw CommandFailure("nothing was done") }
    return plan
  }

  private func unconfirmed(_ plan: Plan) -> [Plan.Guard] { plan.guarded.filter { !options.confirm.contains($0.link) } }

  private func requireConsent(to plan: Plan, wasShown: Bool) throws {
    if !wasShown, let first = unconfirmed(plan).first {
      throw CommandFailure(
        "\(first.link.printable) is guarded: \(first.reason.printable); --confirm \(first.link.printable) carries it out",
        status: ExitStatus.usage)
    }
    guard plan.isDestructive, !options.yes, !wasShown else { return }
    throw CommandFailure("something may be lost: --yes carries it out", status: ExitStatus.usage)
  }

  /// Turns failures of what is below into ones of the command.
  func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as Refusal {
      throw CommandFailure(refusal.description.printable)
    } catch let failure as ProgramFailure {
      throw CommandFailure(failure.description.printable)
    } catch let error as StateError {
      throw CommandFailure(error.description.printable)
    } catch let failure as ExecutionFailure {
      let signal = StopSignals.shared.ending
      let reason = failure.isCancelled ? signal.map { "\($0.name) ended it" } : nil
      throw CommandFailure(
        (reason ?? failure.description).printable,
        details: failure.reverted.reversed().map { "\(wordOnReverted): \($0.summary.printable)" }
          + failure.differences.map { "not as before: \($0.printable)" }
          + failure.remaining.map { "NOT \(wordOnReverted): \($0.action.summary.printable): \($0.reason.printable)" },
        status: signal?.status ?? (failure.isForbidden ? ExitStatus.notPermitted : ExitStatus.failed))
    } catch let error as SystemError {
      let isForbidden = error.errno == .notPermitted || error.errno == .permissionDenied
      throw CommandFailure(
        error.description.printable, status: isForbidden ? ExitStatus.notPermitted : ExitStatus.failed)
    }
  }
}
