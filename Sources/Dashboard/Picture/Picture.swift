import Diagnosis
import Topology

/// What is known of the host at one moment, with what follows from it.
struct Picture: Sendable {
  /// The facts.
  let snapshot: Snapshot
  /// How fast counters moved between their last two readings.
  let rates: RateTable
  /// What all namespaces but the host's send and receive together; nil where it is not known.
  let totalRate: Rate?
  /// What is wrong, worst first.
  let findings: [Finding]
  /// When what lasts only a moment was last found.
  let lastFound: [FindingID: Instant]

  /// The picture that `snapshot` gives. Where nothing but counters moved since `earlier`, what was wrong still is.
  init(_ snapshot: Snapshot, after earlier: Picture? = nil, isChanged: Bool = true) {
    self.snapshot = snapshot
    rates = earlier.map { $0.rates.advanced(from: $0.snapshot, to: snapshot) } ?? RateTable()
    totalRate = earlier.flatMap { [rates] _ in rates.total(in: snapshot) }
    let found =
      if let earlier, !isChanged {
        Doctor.findings(in: snapshot, since: earlier.snapshot, unchangedBut: earlier.findings)
      } else {
        Doctor.findings(in: snapshot, since: earlier?.snapshot)
      }
    (findings, lastFound) = Self.lingering(found, after: earlier, at: snapshot.instant)
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
