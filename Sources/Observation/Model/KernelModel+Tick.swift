import Topology

extension KernelModel {
  /// Plans what is to be looked at once a second, heard of or not.
  ///
  /// - Namespaces without a number in gantry's own cannot be heard: all of them are read, up to a number a second.
  /// - The links of those that are shown are looked at for what is counted nowhere else.
  /// - Those with a link that has no mirror get a glance by turns, every ten seconds, and all a whole reading every
  ///   minute: for what they lost, for their tables of neighbours and of forwarding, and should anything ever have been
  ///   missed. Whose tables were never read goes first, and what somebody has begun to look at is read at once. Gantry's
  ///   own, which may be larger than all others, has a pace of its own. What goes by turns is done every few seconds,
  ///   several at a time, so that threads are woken less often.
  ///
  /// On a host with very many namespaces the turns take longer rather than the processor.
  /// - Parameter shown: namespaces that somebody is looking at.
  mutating func tick(at now: Instant, shown: Set<NamespaceID>) {
    isScanDue = true
    let roll = roll
    for id in turns.unheard.take(Pace.unheard, of: roll.unheard) { wantReading(of: id, now) }
    let fresh = shown.subtracting(self.shown)
    let whole = turns.whole.take(Pace.whole, of: roll.heard, first: roll.bare)
    for id in Array(fresh) + whole { wantReading(of: id, withTables: true, now) }
    if let own, isOwnDue(now) { wantReading(of: own, withTables: true, now) }
    self.shown = shown
    glances = shown.union(turns.glances.take(Pace.glances, of: roll.unmirrored))
    if let own { glances.remove(own) }
    for position in entries.indices where entries[position].isGone { entries[position].wantReading(at: now) }
    let over = departed.filter { isOver($0.value, after: Self.takingDown, now) }
    for number in over.keys { departed[number] = nil }
    // What is still there of them is hidden from now on.
    if !over.isEmpty { isWiringStale = true }
    giveUpWaiting(at: now)
  }

  /// Nothing that happens in gantry's own namespace is missed: a look at all of it is for its tables. On a host with
  /// thousands of links it takes long, and nobody else gets the kernel's lock meanwhile.
  private func isOwnDue(_ now: Instant) -> Bool {
    guard let reading = own.flatMap(position(of:)).flatMap({ entries[$0].reading }), let tables = reading.tables
    else { return false }
    return isOver(tables.readAt, after: max(Pace.own, reading.cost * Pace.restPerCost), now)
  }

  /// Who is to be looked at by turns.
  private struct Roll {
    /// Those that are heard, gantry's own apart, and those of them that count something which is counted nowhere else.
    var heard: [NamespaceID] = []
    var unmirrored: [NamespaceID] = []
    /// Those that are not heard.
    var unheard: [NamespaceID] = []
    /// Those whose tables were never read.
    var bare: [NamespaceID] = []
  }

  private var roll: Roll {
    var roll = Roll()
    roll.heard.reserveCapacity(entries.count)
    for position in entries.indices {
      let id = entries[position].id
      if entries[position].number != nil {
        roll.heard.append(id)
        if !entries[position].isMirrored { roll.unmirrored.append(id) }
      } else if id != own {
        roll.unheard.append(id)
      }
      if entries[position].lacksTables { roll.bare.append(id) }
    }
    // Of gantry's own the most is to be seen.
    if let own, let position = roll.bare.firstIndex(of: own) { roll.bare.swapAt(0, position) }
    return roll
  }

  private mutating func wantReading(of id: NamespaceID, withTables: Bool = false, _ now: Instant) {
    guard let position = position(of: id) else { return }
    if withTables { entries[position].wantsTables = true }
    wantReading(at: position, after: 0, now)
  }

  /// Nanoseconds that the kernel may take to take a namespace down.
  private static let takingDown: UInt64 = 2_000_000_000

  /// Nanoseconds after which a result is no longer waited for: its thread must be lost.
  private static let patience: UInt64 = 10_000_000_000

  private mutating func giveUpWaiting(at now: Instant) {
    if isOver(askingSince, after: Self.patience, now) { askingSince = nil }
    for position in entries.indices where isOver(entries[position].beingReadSince, after: Self.patience, now) {
      entries[position].beingReadSince = nil
      entries[position].wantReading(at: now)
    }
  }

  private func isOver(_ since: Instant?, after duration: UInt64, _ now: Instant) -> Bool {
    since.map { $0.advanced(by: duration) <= now } ?? false
  }

  /// Whose turn it was last, of several rounds that go on side by side.
  struct Turns: Sendable {
    var unheard = Turn()
    var whole = Turn()
    var glances = Turn()
  }

  /// A round through a changing list.
  struct Turn: Sendable {
    private var last: NamespaceID?
    /// What is left of earlier seconds: of ten that are read once a minute, one is read every six seconds.
    private var share = 0.0
    /// How many seconds were let pass since something was taken.
    private var waited = 0

    /// The next ones, each once; after the last comes the first. `list` is sorted. While there are some that go `first`,
    /// no others are taken: few of them at once.
    fileprivate mutating func take(
      _ pace: Pace, of list: [NamespaceID], first: [NamespaceID] = []
    ) -> [NamespaceID] {
      if !first.isEmpty, first.count <= pace.most { return first }
      share += min(Double(pace.most), Double(list.count) / Double(pace.seconds))
      waited += 1
      guard waited >= pace.together else { return [] }
      waited = 0
      guard first.isEmpty else {
        share = 0
        return Array(first.prefix(pace.most * pace.together))
      }
      let count = min(Int(share), list.count)
      share -= Double(Int(share))
      guard count < list.count else { return list }
      let start = last.map { last in list.partitioningIndex { $0 > last } } ?? 0
      let taken = (0..<count).map { list[(start + $0) % list.count] }
      last = taken.last ?? last
      return taken
    }
  }

  /// How much is done in a second.
  fileprivate struct Pace {
    /// Seconds that a round takes at least.
    let seconds: Int
    /// The most in one second.
    let most: Int
    /// Those of so many seconds are taken together.
    var together = 1

    static let glances = Pace(seconds: 10, most: 25)
    static let whole = Pace(seconds: 60, most: 3, together: 5)
    static let unheard = Pace(seconds: 1, most: 200)
    /// Nanoseconds between two whole readings of gantry's own, at least; and how many times its cost.
    static let own: UInt64 = 60_000_000_000
    static let restPerCost: UInt64 = 5_000
  }
}
