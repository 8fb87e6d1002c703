import Topology

extension KernelModel {
  /// Connects what was read, and finds out what is to be asked. Where links only look otherwise, what was connected stays
  /// connected: with a thousand namespaces that is a millisecond instead of ten.
  ///
  /// Before everything was read, a number that nothing explains may well be that of a namespace which is read next:
  /// then nothing is said of it.
  mutating func connect() -> Wiring? {
    guard let own else { return nil }
    let isComplete = isSettled
    if isWiringStale || wiring?.unexplained.isComplete != isComplete {
      connectAnew(own: own, isComplete: isComplete)
    } else {
      for position in entries.indices where entries[position].isStale {
        if let reading = entries[position].reading { wiring?.update(reading) }
      }
    }
    return wiring
  }

  private mutating func connectAnew(own: NamespaceID, isComplete: Bool) {
    // By position: entries are large, and visiting them by value copies each.
    var readings: [NamespaceReading] = []
    readings.reserveCapacity(entries.count)
    for position in entries.indices where !entries[position].isGone {
      if let reading = entries[position].reading { readings.append(reading) }
    }
    let wiring = Wiring(
      readings, own: own,
      unexplained: .init(isComplete: isComplete, hidden: hidden, departed: Set(departed.keys)))
    for (id, number) in wiring.ownNumbers {
      if let position = position(of: id) { learnNumber(number, of: position) }
    }
    numbers = Dictionary(
      entries.indices.compactMap { position in entries[position].number.map { ($0, entries[position].id) } },
      uniquingKeysWith: { first, _ in first })
    if isDiscovered, askingSince == nil {
      let shy = Set(entries.indices.filter { entries[$0].found.mayHang }.map { entries[$0].id })
      questions = wiring.questions(shy: shy).filter { !asked.contains($0) }
    }
    let unexplained = wiring.hidden
    hidden = isComplete && questions.isEmpty ? unexplained : hidden.intersection(unexplained)
    self.wiring = wiring
    isWiringStale = false
    pictured = []
  }

  /// Everything as one reading; `sources` tell how the kernel does.
  /// - Parameter isLast: no other will follow that could share something with it.
  mutating func reading(
    _ wiring: Wiring, host: String, time: Timestamp, now: Instant, isLast: Bool = false
  ) -> KernelReading {
    if pictured.isEmpty {
      pictured = namespaces(wiring, isLast: isLast)
      layOutCounters(pictured, wiring, isLast: isLast)
    } else {
      pictureStale(wiring)
    }
    haveNewTables = []
    return KernelReading(
      host: host, time: time, instant: now, own: wiring.own, namespaces: pictured, counters: table,
      processes: processes, sources: [], staleNames: staleNames)
  }

  /// The same picture with the newest counters, neighbours and forwarding entries: for when nothing else changed.
  mutating func refresh(_ snapshot: Snapshot, sources: [Source], time: Timestamp, now: Instant) -> Snapshot {
    defer { haveNewTables = [] }
    return snapshot.refreshed(time: time, instant: now, sources: sources, counters: table, changed: haveNewTables) {
      guard let tables = position(of: $0.id).flatMap({ entries[$0].reading?.tables }) else { return }
      ($0.neighbours, $0.forwarding) = (tables.neighbours, tables.forwarding)
    }
  }

  private mutating func namespaces(_ wiring: Wiring, isLast: Bool) -> [Namespace] {
    var position = 0
    return wiring.readings.indices.compactMap { index -> Namespace? in
      // Both are sorted by id, and what was read was found before.
      while position < entries.count, entries[position].id < wiring.readings[index].id { position += 1 }
      guard position < entries.count, entries[position].id == wiring.readings[index].id else { return nil }
      return namespace(at: index, of: wiring, position, isLast: isLast)
    }
  }

  /// Makes those anew that look otherwise.
  private mutating func pictureStale(_ wiring: Wiring) {
    for position in entries.indices where entries[position].isStale {
      guard let index = wiring.position(of: entries[position].id),
        let place = pictured.position(of: entries[position].id, by: \.id)
      else { continue }
      pictured[place] = namespace(at: index, of: wiring, position, isWiredAsBefore: true)
    }
  }

  private mutating func namespace(
    at index: Int, of wiring: Wiring, _ position: Int, isWiredAsBefore: Bool = false, isLast: Bool = false
  ) -> Namespace {
    let connected =
      isLast
      ? ConnectedLinks(links: wiring.links(at: index))
      : wiring.connected(at: index, since: entries[position].connected, isWiredAsBefore: isWiredAsBefore)
    // By position: a reading is large.
    let id = wiring.readings[index].id
    var namespace = Namespace(
      id: id, cookie: wiring.readings[index].cookie, roles: entries[position].found.roles(isOwn: id == own),
      names: entries[position].found.sortedNames, nsid: entries[position].number,
      holders: entries[position].found.holders, links: connected.links, routes: wiring.readings[index].routes,
      rules: wiring.readings[index].rules, nextHops: wiring.readings[index].nextHops,
      proxies: wiring.readings[index].proxies, settings: wiring.readings[index].settings,
      neighbours: wiring.readings[index].tables?.neighbours ?? [],
      forwarding: wiring.readings[index].tables?.forwarding ?? [], access: wiring.readings[index].access)
    guard !isLast else { return namespace }
    if let pictured = entries[position].pictured { namespace.share(with: pictured) }
    entries[position].isStale = false
    entries[position].connected = connected
    entries[position].pictured = namespace
    entries[position].pictured?.links = []
    return namespace
  }
}

extension FoundNamespace {
  /// True where no other way leads to it than one that may hang.
  var mayHang: Bool { handles.first?.mayHang ?? false }

  /// Each name once.
  fileprivate var sortedNames: [String] {
    names.count < 2 ? names : Set(names).sorted()
  }

  /// All but the role of a container, which is not the kernel's to say.
  fileprivate func roles(isOwn: Bool) -> [Namespace.Role] {
    var roles: [Namespace.Role] = isOwn ? [.host] : []
    if !names.isEmpty { roles.append(.named) }
    if holders.contains(where: { $0.kind == .process }) { roles.append(.process) }
    return roles.isEmpty ? [.hidden] : roles
  }
}
