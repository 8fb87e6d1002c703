import Diagnosis
import Topology

/// What tells one finding from another, through refresh, sort and filter: its evidence may change.
struct FindingID: Hashable, Sendable {
  let rule: String
  let object: ObjectID
  let title: String

  init(_ finding: Finding) {
    (rule, object, title) = (finding.rule, finding.object, finding.title)
  }
}

extension Picture {
  /// The finding with this identity; nil where it is no longer there.
  func finding(_ id: FindingID) -> Finding? { findings.first { FindingID($0) == id } }
}
