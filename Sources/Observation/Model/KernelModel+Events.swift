import Netlink
import Topology

extension KernelModel {
  /// Nanoseconds after something was heard until the namespace is read again: what belongs together has come by then.
  static let aftermath: UInt64 = 20_000_000
  /// A namespace that takes long to read is read again only after this many times as long: where it may be as it is not
  /// known to be, and where all that was heard of it was taken over.
  private static let (restPerCost, restPerCostAfterAll): (UInt64, UInt64) = (10, 100)

  /// Takes over what the kernel told, at once; the namespace is read again a little later, as an event is not always
  /// the whole truth.
  /// - Parameter number: what gantry's own namespace calls the one it happened in; nil for its own.
  mutating func hear(_ event: RtnetlinkEvent, from number: Int32?, at now: Instant) {
    switch event {
    case .namespaceID(let id) where number == nil:
      // Whatever happened in it before it got the number was not heard.
      missed.insert(id)
      if numbers[id] == nil { lookForNumbers() }
      return
    case .namespaceIDRemoved(let id) where number == nil:
      loseNumber(id, at: now)
      return
    // Numbers that other namespaces give.
    case .namespaceID, .namespaceIDRemoved, .neighbour, .neighbourRemoved: return
    // The local table follows the addresses.
    case .route(let route), .routeRemoved(let route): if route.table == RouteMessage.Table.local { return }
    default: break
    }
    guard let id = number.map({ numbers[$0] }) ?? own, let position = position(of: id) else {
      if let number { missed.insert(number) }
      lookForNumbers()
      return
    }
    let difference = entries[position].reading?.apply(event, at: now) ?? .unclear
    switch difference {
    case .unclear: break
    case .none: if event.isAboutPort { return }
    case .looks: noteLooks(of: position)
    case .wiring: noteWiring()
    }
    wantReading(at: position, after: Self.aftermath, now, isForSafety: difference != .unclear)
    if entries[position].beingReadSince != nil { entries[position].wasHeard = true }
  }

  /// A namespace looks otherwise, but is wired as before.
  mutating func noteLooks(of position: Int) {
    news.insert(.structure)
    entries[position].isStale = true
  }

  /// What was told is lost: everything is to be read again, by turns.
  mutating func loseTrack(at now: Instant) {
    isScanDue = true
    for position in entries.indices { entries[position].wantReading(at: now) }
  }

  /// Now it is known whose a number is: what happened there before was not taken over.
  mutating func learnNumber(_ number: Int32, of position: Int) {
    if entries[position].number != number { entries[position].isStale = true }
    entries[position].number = number
    entries[position].isNumberKnown = true
    numbers[number] = entries[position].id
    if missed.remove(number) != nil { entries[position].due = Instant(nanoseconds: 0) }
  }

  /// Plans a reading some nanoseconds from now, or after a rest where it is dear.
  /// - Parameter isForSafety: what happened is known already.
  mutating func wantReading(at position: Int, after delay: UInt64, _ now: Instant, isForSafety: Bool = false) {
    var instant = now.advanced(by: delay)
    if let reading = entries[position].reading {
      let rest = reading.cost * (isForSafety ? Self.restPerCostAfterAll : Self.restPerCost)
      instant = max(instant, reading.readAt.advanced(by: rest))
    }
    entries[position].wantReading(at: instant)
  }

  /// There is a namespace whose number is not known: a new one, or one that has just got a number.
  private mutating func lookForNumbers() {
    isScanDue = true
    for position in entries.indices where entries[position].number == nil { entries[position].isNumberKnown = false }
  }

  /// The kernel gives numbers away again: from now on this one may stand for another namespace.
  private mutating func loseNumber(_ number: Int32, at now: Instant) {
    isScanDue = true
    isWiringStale = true
    departed[number] = nil
    missed.remove(number)
    guard let id = numbers.removeValue(forKey: number), let position = position(of: id) else { return }
    entries[position].number = nil
    entries[position].isNumberKnown = false
    entries[position].wantReading(at: now)
  }
}
