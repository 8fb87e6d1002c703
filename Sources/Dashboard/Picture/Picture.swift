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
  /// What all namespaces but the host's send and receive together; nil where it is not known.
  let totalRate: Rate?
  /// What is wrong, worst first.
  let findings: [Finding]
  /// The facts when they were last looked through for what is wrong.
  private let examined: Snapshot
  /// What is wrong for a moment only.
  let momentary: Lingering<FindingID, Finding>
  /// What is remembered of the time before.
  var records: Records

  /// What is wrong by counters and neighbours alone is looked for this often: it costs as much as all else on a large
  /// host, and nothing of it is seen within a second.
  private static let secondsBetweenExaminations = 4.5

  /// The picture that `snapshot` gives. Where nothing but counters moved since `earlier`, what was wrong still is.
  /// `records` are those of `earlier`, with this picture's history taken in.
  init(
    _ snapshot: Snapshot, after earlier: Picture? = nil, changes: [Change] = [], at now: Instant? = nil,
    records: Records = Records(), zone: ZoneOffset = .utc
  ) {
    let now = now ?? snapshot.instant
    observed = snapshot
    rates = earlier.map { $0.rates.advanced(from: $0.observed, to: snapshot) } ?? RateTable()
    totalRate = earlier.flatMap { [rates] _ in rates.total(in: snapshot) }
    let found: [Finding]
    if let earlier, changes.isEmpty {
      let isDue = snapshot.instant.seconds(since: earlier.examined.instant) >= Self.secondsBetweenExaminations
      examined = isDue ? snapshot : earlier.examined
      found =
        isDue
        ? Doctor.findings(in: snapshot, since: earlier.examined, unchangedBut: earlier.findings)
        : earlier.findings.filter { !$0.isMomentary }
    } else {
      examined = snapshot
      found = Doctor.findings(in: snapshot, since: earlier?.examined)
    }
    (findings, momentary) = Self.lingering(found, after: earlier, at: snapshot.instant)
    recent = earlier?.recent ?? Recent()
    _ = recent.expire(at: now)
    self.records = records
    let events = earlier.map { snapshot.events(since: $0.observed, changes) } ?? []
    self.records.log.append(events, seenAt: snapshot.time, in: zone)
    if let earlier { recent.note(changes, events, from: earlier.observed, to: snapshot, at: now) }
    (self.snapshot, gone) = snapshot.withGhosts(of: recent)
  }

  /// Lets go of what came or went long enough ago. Returns whether that was anything.
  mutating func expire(at now: Instant) -> Bool {
    guard recent.expire(at: now) else { return false }
    (snapshot, gone) = observed.withGhosts(of: recent)
    return true
  }

  /// The link at this place.
  func link(_ id: LinkID) -> Link? { snapshot.namespace(id.namespace)?.links.link(index: id.index) }

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
