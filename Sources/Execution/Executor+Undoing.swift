import Planning

extension Executor {
  /// Rolls a plan back that was carried out. Where a step of that fails, those before it are done again, so that it is
  /// either undone or not.
  /// - Returns: what is not as it was before the plan was carried out, a line each.
  /// - Throws: an `ExecutionFailure`.
  @discardableResult
  public func undo(_ entry: JournalEntry) throws -> [String] {
    try preconditions.checkUndo(of: entry)
    let before = world.record(of: entry.resolvedSteps)
    var entry = entry
    entry.state = .undoing
    for position in entry.plan.rollBackOrder {
      do {
        try heedCancellation()
        try retreat(&entry, position, .exactly)
      } catch {
        if error.hadNoEffect { entry.steps[position] = .done }
        let action = entry.step(position).inverse
        let (reverted, remaining) = redo(&entry)
        throw ExecutionFailure(
          error is Cancelled ? nil : action, error, reverted: reverted, remaining: remaining,
          differences: before.differences(in: world.record(of: entry.resolvedSteps)))
      }
    }
    try remove(entry)
    return entry.world?.differences(in: world.record(of: entry.resolvedSteps)) ?? []
  }

  private func redo(_ entry: inout JournalEntry) -> (reverted: [Action], remaining: [(action: Action, reason: String)])
  {
    var reverted: [Action] = []
    var remaining: [(action: Action, reason: String)] = []
    for position in entry.plan.rollBackOrder.reversed() where entry.steps[position] != .done {
      do {
        watch(.reverting(position, of: entry.number))
        try perform(entry.step(position), .asFarAsNeeded, &entry)
        entry.steps[position] = .done
        reverted.append(entry.step(position))
        watch(.reverted(position, of: entry.number))
      } catch {
        remaining.append((entry.step(position), "\(error)"))
      }
    }
    if remaining.isEmpty {
      entry.state = .done
      do {
        try journal.write(entry)
      } catch {
        remaining.append((entry.step(0), "\(error)"))
      }
    }
    return (reverted, remaining)
  }
}
