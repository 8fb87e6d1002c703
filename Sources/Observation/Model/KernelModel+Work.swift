import Topology

/// Something that takes system calls, and the result of which is brought back as a ``Delivery``.
enum KernelWork: Sendable {
  /// To read namespaces.
  case read([FoundNamespace], NamespaceReader.Depth)
  /// To ask in namespaces what they call others.
  case ask([NsidQuestion])
  /// To ask in gantry's own what it calls these.
  case number([FoundNamespace])
}

extension KernelModel {
  /// What is to be done now; nil where there is nothing. To be called until it is nil.
  mutating func nextWork(at now: Instant) -> KernelWork? {
    if let due = takeDue(at: now, withTables: false) { return .read(due, .wiring) }
    if let due = takeDue(at: now, withTables: true) { return .read(due, depth(ofTables: entries.count)) }
    if let glances = takeGlances(at: now) { return .read(glances, .links) }
    if !questions.isEmpty {
      defer { questions = [] }
      asked.formUnion(questions)
      askingSince = now
      return .ask(questions)
    }
    if let unnumbered = takeUnnumbered() { return .number(unnumbered) }
    return nil
  }

  /// Above this many namespaces, their neighbours are not all listed at once for findings.
  private static let few = 100

  /// How much is read where tables are wanted, of so many namespaces.
  func depth(ofTables count: Int) -> NamespaceReader.Depth {
    firstTables == .findings && count > Self.few ? .findings : .everything
  }

  /// When there will be something to do; nil where only news can call for it.
  var nextDue: Instant? {
    var first: Instant?
    for position in entries.indices where entries[position].beingReadSince == nil {
      if let due = entries[position].due { first = first.map { min($0, due) } ?? due }
    }
    return first
  }

  private mutating func takeDue(at now: Instant, withTables: Bool) -> [FoundNamespace]? {
    var due: [FoundNamespace] = []
    for position in entries.indices {
      guard let instant = entries[position].due, instant <= now, entries[position].beingReadSince == nil,
        (entries[position].wantsTables || firstTables != .none) == withTables
      else { continue }
      due.append(entries[position].found)
      entries[position].beginReading(at: now)
      entries[position].due = nil
      entries[position].wantsTables = false
    }
    return due.isEmpty ? nil : due
  }

  private mutating func takeGlances(at now: Instant) -> [FoundNamespace]? {
    defer { glances = [] }
    var found: [FoundNamespace] = []
    for id in glances.sorted() {
      guard let position = position(of: id), entries[position].beingReadSince == nil,
        entries[position].reading?.access == .read
      else { continue }
      found.append(entries[position].found)
      entries[position].beginReading(at: now)
    }
    return found.isEmpty ? nil : found
  }

  /// Those whose number in gantry's own namespace does not follow from anything.
  private mutating func takeUnnumbered() -> [FoundNamespace]? {
    guard isDiscovered else { return nil }
    var found: [FoundNamespace] = []
    for position in entries.indices where !entries[position].isNumberKnown && entries[position].id != own {
      entries[position].isNumberKnown = true
      found.append(entries[position].found)
    }
    return found.isEmpty ? nil : found
  }
}

extension KernelEntry {
  fileprivate mutating func beginReading(at now: Instant) {
    beingReadSince = now
    wasHeard = false
  }
}
