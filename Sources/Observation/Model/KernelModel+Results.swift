import Topology

extension KernelModel {
  /// How often a reading is passed over because something happened meanwhile: in a storm, an old one is better than none.
  private static let mostPassedOver = 3

  /// Takes over what was read.
  mutating func take(_ result: ReadingResult, at now: Instant) {
    for id in result.requested {
      guard let position = position(of: id) else { continue }
      entries[position].beingReadSince = nil
    }
    forgetAhead(result.requested)
    undiscovered.subtract(result.requested)
    var missing = Set(result.requested)
    for reading in result.readings {
      missing.remove(reading.id)
      guard let position = position(of: reading.id) else { continue }
      switch result.depth {
      case .everything, .findings, .wiring: take(reading, at: position, now)
      case .links: takeLinks(of: reading, at: position, now)
      }
    }
    for id in missing {
      guard let position = position(of: id), !entries[position].isGone else { continue }
      entries[position].isGone = true
      isScanDue = true
      noteWiring()
    }
  }

  /// Takes over what namespaces call others.
  mutating func take(_ answers: [NsidAnswer]) {
    askingSince = nil
    for answer in answers {
      guard let position = position(of: answer.namespace) else { continue }
      let known = answer.numbers.filter { self.position(of: $0.value) != nil }
      guard !known.isEmpty else { continue }
      entries[position].reading?.nsids.merge(known) { _, new in new }
      news.insert(.structure)
    }
    isWiringStale = true
    // What nobody explained is hidden from now on.
    if !hidden.isEmpty { news.insert(.structure) }
  }

  /// Takes over what gantry's own namespace calls others.
  mutating func take(numbers found: [NamespaceID: Int32]) {
    for (id, number) in found {
      guard let position = position(of: id), entries[position].number != number else { continue }
      learnNumber(number, of: position)
      news.insert(.structure)
    }
  }

  private mutating func take(_ reading: NamespaceReading, at position: Int, _ now: Instant) {
    let before = entries[position].reading
    if entries[position].isGone { noteWiring() }
    entries[position].isGone = false
    if entries[position].wasHeard, before != nil, entries[position].passedOver < Self.mostPassedOver {
      entries[position].passedOver += 1
      wantReading(at: position, after: Self.aftermath, now)
      return
    }
    entries[position].passedOver = 0
    var reading = reading
    reading.tables = reading.tables ?? before?.tables
    if let before, before.cookie == reading.cookie {
      reading.nsids = before.nsids
    } else if before != nil {
      forget(reading.id)
      entries[position].number = nil
      entries[position].isNumberKnown = false
    }
    let isSame = before?.looksLike(reading) ?? false
    if !isSame { asked = asked.filter { $0.namespace != reading.id && !$0.candidates.contains(reading.id) } }
    if !(before?.isWired(like: reading) ?? false) { noteWiring() } else if !isSame { noteLooks(of: position) }
    if !(before?.hasTables(of: reading) ?? false) {
      haveNewTables.insert(reading.id)
      entries[position].isStale = true
    }
    table.take(reading)
    entries[position].reading = reading
  }

  /// Counters only; where anything else is different, everything is read.
  private mutating func takeLinks(of reading: NamespaceReading, at position: Int, _ now: Instant) {
    guard let before = entries[position].reading else { return }
    let isSame =
      before.cookie == reading.cookie && reading.links.count == before.links.count
      && zip(reading.links, before.links).allSatisfy { $0.completed(by: $1).looksLike($1) }
    guard isSame, !entries[position].wasHeard else {
      entries[position].wantReading(at: now)
      return
    }
    table.take(reading)
  }
}
