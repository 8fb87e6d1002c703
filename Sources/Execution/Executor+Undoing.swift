public import Planning

extension Executor {
  /// Takes a plan back that was carried out. Where a step of that fails, those before it are done again, so that it is
  /// either undone or not.
  /// - Throws: an `ExecutionFailure`.
  public func undo(_ entry: JournalEntry) throws {
    do {
      try check(entry.undoing.requirements)
    } catch {
      throw ExecutionFailure(nil, error)
    }
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
        throw ExecutionFailure(error is Cancelled ? nil : action, error, reverted: reverted, remaining: remaining)
      }
    }
    try passOn(entry.objects, of: entry)
    try journal.remove(entry)
  }

  /// What was made again has another id: earlier plans, which may be taken back next, have to know it.
  private func passOn(_ objects: [EngineObject], of entry: JournalEntry) throws {
    guard !objects.isEmpty else { return }
    for var other in try journal.entries() where other.number < entry.number && other.host == host {
      var memory = other.memory ?? EngineMemory()
      for object in objects { if let id = object.id { memory.learn(object, id: id) } }
      guard other.memory != memory else { continue }
      other.memory = memory
      try journal.write(other)
    }
  }

  /// Takes back what interrupted plans may have done, the latest first.
  /// - Returns: what was taken back.
  /// - Throws: an `ExecutionFailure` where something could not be; what could be is.
  public func recover() throws -> [JournalEntry] {
    let interrupted = try journal.entries().filter { $0.state != .done && $0.host == host }
    var recovered: [JournalEntry] = []
    for entry in interrupted.reversed() {
      var copy = entry
      let (reverted, remaining) = takeBack(&copy)
      if let first = remaining.first {
        throw ExecutionFailure(
          first.action, reason: first.reason + "; \(journal.file(entry.number)) has it written down",
          reverted: reverted, remaining: remaining)
      }
      recovered.append(entry)
    }
    return recovered
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

extension JournalEntry {
  /// The plan that takes this one back.
  public var undoing: Plan { plan.undoing(links: made, objects: objects) }

  /// Remembers the links that a step made, in the place of what was known of them.
  mutating func learn(_ links: [LinkTarget]) {
    for link in links {
      made.removeAll { $0.mac == link.mac && $0.namespace.isSame(as: link.namespace) }
      made.append(link)
    }
  }
}
