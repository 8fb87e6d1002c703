public import Diagnosis
public import Topology

/// What is known of the host at one moment, with what follows from it: rates, findings, and the shortest ways through it.
public struct Picture: Sendable {
  /// The facts.
  public let snapshot: Snapshot
  /// How fast counters moved since the picture before.
  public let rates: RateTable
  /// What is wrong, worst first.
  public let findings: [Finding]

  private let links: [LinkID: Link]
  private let findingIndex: [ObjectID: Int]

  /// The picture `snapshot` gives, with rates since `earlier`.
  public init(_ snapshot: Snapshot, since earlier: Snapshot? = nil) {
    self.init(
      snapshot, rates: earlier.map { RateTable(from: $0, to: snapshot) } ?? RateTable(),
      findings: Doctor.findings(in: snapshot))
  }

  init(_ snapshot: Snapshot, rates: RateTable, findings: [Finding]) {
    self.snapshot = snapshot
    self.rates = rates
    self.findings = findings
    links = Dictionary(
      snapshot.namespaces.flatMap(\.links).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    findingIndex = Dictionary(
      findings.enumerated().map { ($0.element.object, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The link at this place, without a search.
  func link(_ id: LinkID) -> Link? { links[id] }

  /// The other end of a link's cable, where it was read.
  func peer(of link: Link) -> Link? { link.peer?.link.flatMap { links[$0] } }

  /// The worst that was found on exactly this object.
  func finding(on object: ObjectID) -> Finding? { findingIndex[object].map { findings[$0] } }

  /// How many findings are more than a remark.
  var problemCount: Int { findings.count { $0.severity != .info } }
}
