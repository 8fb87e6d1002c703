import Diagnosis
import Topology

/// What is known of the host at one moment, with what follows from it.
struct Picture: Sendable {
  /// The facts.
  let observed: Snapshot
  /// The facts as they are drawn: with what has just gone still in its place.
  private(set) var snapshot: Snapshot
  /// What is drawn though it is not there any more, or not there.
  private(set) var gone: Set<ObjectID>
  /// What came, changed and went in the last moments.
  private(set) var recent: Recent
  /// How fast counters moved between their last two readings.
  let rates: RateTable
  /// What is wrong, worst first.
  private(set) var findings: [Finding]
  /// The facts when they were last looked through for what is wrong.
  private var examined: Snapshot
  /// When the first and the last of what has changed since then was seen, besides counters; nil where nothing has.
  private var unexamined: (first: Instant, last: Instant)?
  /// What is wrong for a moment only.
  private(set) var momentary: Lingering<FindingID, Finding>
  /// What is remembered of the time before.
  var records: Records

  /// What is wrong by counters and neighbours alone is looked for this often: nothing of it is seen within a second.
  private static let secondsBetweenExaminations = 4.5
  /// Nanoseconds that must pass without a change before what has changed is looked through, and the most it waits: on a
  /// large host that takes as long as a frame, and what else happens is to be seen first.
  private static let (quiet, patience): (UInt64, UInt64) = (100_000_000, 500_000_000)

  /// The picture that `snapshot` gives. What was wrong in `earlier` still is until somebody examines it: looking a
  /// thousand namespaces through takes longer than all else, and what has changed is to be seen first.
  /// `records` are those of `earlier`, with this picture's history taken in.
  init(
    _ snapshot: Snapshot, after earlier: Picture? = nil, changes: [Change] = [], at now: Instant? = nil,
    records: Records = Records(), zone: ZoneOffset = .utc
  ) {
    let now = now ?? snapshot.instant
    observed = snapshot
    rates = earlier.map { $0.rates.advanced(from: $0.observed, to: snapshot) } ?? RateTable()
    examined = earlier?.examined ?? snapshot
    unexamined = earlier?.unexamined
    if let earlier, changes.contains(where: { earlier.mayFindOtherwise(for: $0, in: snapshot) }) {
      unexamined = (unexamined?.first ?? snapshot.instant, snapshot.instant)
    }
    let found =
      earlier?.findings.filter { !$0.isMomentary && (changes.isEmpty || snapshot.contains($0.object)) }
      ?? Doctor.findings(in: snapshot, since: nil)
    (findings, momentary) = Self.lingering(found, after: earlier, at: snapshot.instant)
    recent = earlier?.recent ?? Recent()
    _ = recent.expire(at: now)
    self.records = records
    let events = earlier.map { snapshot.events(since: $0.observed, changes) } ?? []
    self.records.log.append(events, seenAt: snapshot.time, in: zone)
    if let earlier { recent.note(changes, events, from: earlier.observed, to: snapshot, at: now) }
    (self.snapshot, gone) = snapshot.withGhosts(of: recent)
  }

  /// Whether something else may be wrong after a change. Processes come and go all the time: who holds a namespace decides
  /// only over the commands of what is wrong already.
  private func mayFindOtherwise(for change: Change, in snapshot: Snapshot) -> Bool {
    guard findings.isEmpty, change.kind == .changed, case .namespace(let id) = change.object,
      let before = observed.namespace(id), let after = snapshot.namespace(id)
    else { return true }
    return !after.differsOnlyInHolders(from: before)
  }

  /// When it is to be looked through for what is wrong: a moment after it has changed, and now and then; nil for not yet.
  var examinationDue: Instant? {
    if let unexamined {
      return min(unexamined.last.advanced(by: Self.quiet), unexamined.first.advanced(by: Self.patience))
    }
    let age = observed.instant.seconds(since: examined.instant)
    return age >= Self.secondsBetweenExaminations ? observed.instant : nil
  }

  /// Looks it through for what is wrong.
  mutating func examine() {
    let found =
      unexamined != nil
      ? Doctor.findings(in: observed, since: examined)
      : Doctor.findings(in: observed, since: examined, unchangedBut: findings)
    (findings, momentary) = Self.lingering(found, after: self, at: observed.instant)
    examined = observed
    unexamined = nil
  }

  /// Lets go of what came or went long enough ago.
  /// - Returns: whether that was anything, and whether something is not drawn any more for it.
  mutating func expire(at now: Instant) -> (anything: Bool, ghosts: Bool) {
    let hadGhosts = recent.hasGhosts
    guard recent.expire(at: now) else { return (false, false) }
    guard hadGhosts else { return (true, false) }
    (snapshot, gone) = observed.withGhosts(of: recent)
    return (true, true)
  }

  /// The link at this place.
  func link(_ id: LinkID) -> Link? { snapshot.namespace(id.namespace)?.links.link(index: id.index) }

  /// What a link counted; nil where that was not read, or it has just gone.
  func counters(of link: Link) -> Counters? { snapshot.counters(of: link) }

  /// The other end of a link's cable, where it was read.
  func peer(of link: Link) -> Link? { link.peer?.link.flatMap(self.link) }

  /// How many findings are more than a remark.
  var problemCount: Int { findings.count { $0.severity != .info } }
}

extension [Link] {
  /// The link with this index. Links are sorted by index, so a host's thousand are not all looked at.
  fileprivate func link(index: Int32) -> Link? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].index == index ? self[low] : nil
  }
}
