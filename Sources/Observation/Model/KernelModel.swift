import Topology

/// What is known of the kernel, and what is to be read next: a value that is told what happened and when.
///
/// It follows a host by what it hears (``hear(_:from:at:)``), and by readings of those namespaces in which something
/// happened, or in which something may have happened unheard. Who owns it carries the work out
/// (``nextWork(at:)``) and brings the results back.
struct KernelModel: Sendable {
  /// What is different from the last picture that was made.
  struct News: OptionSet, Sendable {
    let rawValue: UInt8
    /// The counters of another second. What else of figures is read meanwhile (a glance, a table) is told with the next.
    static let figures = News(rawValue: 1)
    /// Anything else.
    static let structure = News(rawValue: 2)
  }

  /// The namespace gantry runs in; nil before the first scan.
  private(set) var own: NamespaceID?
  /// Every namespace, sorted by id.
  var entries: [KernelEntry] = []
  private(set) var processes: [ProcessFacts] = []
  private(set) var staleNames: [String] = []
  private(set) var unreadableProcesses = 0

  /// What is read of tables with everything else from the start; the rest is read afterwards by turns.
  let firstTables: TableScope

  /// Gantry's own namespace where it is being read before any scan, and since when.
  private var ahead: (id: NamespaceID, since: Instant)?
  /// What there was at first and was not read yet.
  var undiscovered: Set<NamespaceID> = []
  /// What was not told yet.
  var news: News = []
  /// Namespaces may have come or gone.
  var isScanDue = true
  /// Which namespace each number of gantry's own stands for.
  var numbers: [Int32: NamespaceID] = [:]
  /// Numbers of which was heard before it was known whose they are: what happened there before is to be read.
  var missed: Set<Int32> = []
  /// Numbers of namespaces that are being taken down: the kernel takes their cables away a moment later.
  var departed: [Int32: Instant] = [:]
  /// What was connected for the last picture; nil before the first one.
  var wiring: Wiring?
  /// It is to be connected anew: more has changed than what links look like.
  var isWiringStale = true
  /// The namespaces of the last picture, connected; none before the first one and where all are to be made anew.
  var pictured: [Namespace] = []
  /// The newest counters of the links in the last picture.
  var table = CounterTable()
  /// Links whose counters are those of a link in gantry's own namespace, the other way round.
  var mirrors: [CounterTable.Mirror] = []
  /// Namespaces whose neighbours or forwarding entries are other ones than in the last picture.
  var haveNewTables: Set<NamespaceID> = []
  /// Ids that are in use and were explained by nothing.
  var hidden: Set<Wiring.Place> = []
  /// What was asked already, so that it is not asked again before something changes.
  var asked: Set<NsidQuestion> = []
  /// What is to be asked.
  var questions: [NsidQuestion] = []
  /// Since when answers are awaited; nil where none are.
  var askingSince: Instant?
  /// Who is to be asked for next by turns.
  var turns = Turns()
  /// Namespaces that somebody was looking at a second ago.
  var shown: Set<NamespaceID> = []
  /// Namespaces to be looked at for their counters only.
  var glances: Set<NamespaceID> = []

  /// A model that knows nothing.
  /// - Parameter firstTables: what of tables is wanted once, and no picture before that.
  init(firstTables: TableScope = .none) { self.firstTables = firstTables }

  /// The work of reading gantry's own namespace before it is known what else there is.
  mutating func readAhead(_ own: FoundNamespace, at now: Instant) -> KernelWork {
    ahead = (own.id, now)
    return .read([own], firstTables == .none ? .wiring : depth(ofTables: .max))
  }

  /// Where the entry of a namespace is.
  func position(of id: NamespaceID) -> Int? {
    let position = entries.partitioningIndex { $0.id >= id }
    return position < entries.endIndex && entries[position].id == id ? position : nil
  }

  /// True where everything that was found was read, and nothing is being asked: what is unexplained now stays so.
  var isSettled: Bool { canSettle && questions.isEmpty }

  /// The same before it is known whether there is something to ask: connecting finds that out.
  var canSettle: Bool { own != nil && askingSince == nil && isEverythingRead }

  /// True where everything that was found was read, or is known not to be readable.
  var isEverythingRead: Bool { !contains { entries[$0].isSettled == false } }

  /// True where nothing is being read.
  var isAtRest: Bool { !contains { entries[$0].beingReadSince != nil } }

  // By position: entries are large, and visiting them by value copies each.
  private func contains(where matches: (Int) -> Bool) -> Bool { entries.indices.contains(where: matches) }

  /// True once everything that there was at first was read, whatever has come since.
  var isDiscovered: Bool { own != nil && undiscovered.isEmpty }

  /// True once gantry's own namespace was read: without it there is no picture.
  var isOwnRead: Bool { own.flatMap(position(of:)).map { entries[$0].isSettled } ?? false }

  /// Takes over what exists now.
  mutating func take(_ scan: NamespaceScan, at now: Instant) {
    if own == nil { undiscovered = Set(scan.namespaces.map(\.id)) }
    own = scan.own
    isScanDue = false
    var before = entries[...]
    var vanished: [NamespaceID] = []
    var merged: [KernelEntry] = []
    merged.reserveCapacity(scan.namespaces.count)
    for found in scan.namespaces {
      while let first = before.first, first.id < found.id { vanished.append(before.removeFirst().id) }
      guard before.first?.id == found.id else {
        merged.append(newEntry(found, at: now))
        noteWiring()
        continue
      }
      let entry = before.removeFirst()
      if entry.found.sharesHolder(with: found) {
        merged.append(entry.found(again: found, &news, at: now))
      } else {
        // The kernel uses inodes again: this is another namespace.
        vanished.append(found.id)
        merged.append(KernelEntry(found, due: now))
      }
    }
    vanished += before.map(\.id)
    entries = merged
    ahead = nil
    for (number, id) in numbers where vanished.contains(id) { departed[number] = now }
    for id in vanished { forget(id) }
    if processes != scan.processes || staleNames != scan.staleNames { news.insert(.structure) }
    processes = scan.processes
    staleNames = scan.staleNames
    unreadableProcesses = scan.unreadableProcesses
  }

  /// What was read before there was an entry for it is to be read again.
  mutating func forgetAhead(_ read: [NamespaceID]) {
    if let ahead, read.contains(ahead.id) { self.ahead = nil }
  }

  private func newEntry(_ found: FoundNamespace, at now: Instant) -> KernelEntry {
    var entry = KernelEntry(found, due: now)
    if let ahead, ahead.id == found.id { (entry.due, entry.beingReadSince) = (nil, ahead.since) }
    return entry
  }

  /// More has changed than what links look like.
  mutating func noteWiring() {
    news.insert(.structure)
    isWiringStale = true
  }

  /// A namespace is gone, or another has its identity now: what others call it is no longer known.
  mutating func forget(_ id: NamespaceID) {
    noteWiring()
    undiscovered.remove(id)
    numbers = numbers.filter { $0.value != id }
    asked = asked.filter { $0.namespace != id && !$0.candidates.contains(id) }
    for position in entries.indices {
      guard let nsids = entries[position].reading?.nsids, !nsids.isEmpty else { continue }
      entries[position].reading?.nsids = nsids.filter { $0.value != id }
    }
  }
}

extension KernelEntry {
  fileprivate func found(again found: FoundNamespace, _ news: inout KernelModel.News, at now: Instant) -> KernelEntry {
    var entry = self
    if isGone || self.found.names != found.names || self.found.holders != found.holders {
      news.insert(.structure)
      entry.isStale = true
    }
    if isGone { entry.wantReading(at: now) }
    entry.found = found
    return entry
  }
}

extension FoundNamespace {
  /// Something that held it before holds it still, or it is gantry's own.
  fileprivate func sharesHolder(with other: FoundNamespace) -> Bool {
    handles.contains(.own) || holders.contains { other.holders.contains($0) }
  }
}
