import Planning

extension Executor {
  /// Rolls back what interrupted plans may have done, the latest first. What cannot be rolled back is set aside, so that
  /// nothing stands in the way of further changes.
  /// - Throws: where the journal cannot be read or written.
  public func recover() throws -> Recovery {
    var recovery = Recovery()
    for entry in try journal.entries().filter({ $0.isUnfinished && $0.host == host }).reversed() {
      var copy = entry
      let (_, remaining) = takeBack(&copy)
      if remaining.isEmpty {
        recovery.recovered.append(entry)
        recovery.differences += entry.world?.differences(in: world.record(of: copy.resolvedSteps)) ?? []
      } else {
        copy.giveUp(remaining)
        try journal.write(copy)
        recovery.givenUp.append(copy)
      }
    }
    return recovery
  }

  /// Removes an entry from the journal; what it made stays.
  public func forget(_ entry: JournalEntry) throws { try journal.remove(entry) }
}

/// What became of interrupted plans.
public struct Recovery: Hashable, Sendable {
  /// The plans that were rolled back, the latest first.
  public internal(set) var recovered: [JournalEntry] = []
  /// The plans of which something is left, the latest first.
  public internal(set) var givenUp: [JournalEntry] = []
  /// What is not as it was before the plans that were rolled back, a line each.
  public internal(set) var differences: [String] = []
}

extension JournalEntry {
  fileprivate mutating func giveUp(_ remaining: [(action: Action, reason: String)]) {
    state = .givenUp
    leftovers = remaining.map { action, reason in
      let inverse = action.inverse ?? action
      return Leftover(summary: inverse.summary, reason: reason, command: inverse.command)
    }
  }
}
