import Diagnosis
import Screen
import Topology

/// Everything that was found, the worst first.
enum ProblemTable: ObjectTable {
  static func elements(of picture: Picture, _ preferences: Preferences) -> [Finding] { picture.findings }

  static func object(of finding: Finding) -> ObjectID? { finding.object }

  static func element(_ object: ObjectID, in picture: Picture) -> Finding? {
    picture.findings.first { $0.object == object }
  }

  static func isDim(_ finding: Finding) -> Bool { finding.severity == .info }

  /// Rows for what is listed: one a finding, as several may be on one object.
  static func rows(of picture: Picture, sorted sorting: Table.Sorting?, matching matcher: Matcher?) -> [RowID] {
    let listed = matcher.map { matcher in picture.findings.filter(matcher.matches) } ?? picture.findings
    return sorted(listed, sorting, in: picture).map { .finding(FindingID($0)) }
  }

  /// The cells of a finding's row; none where it is gone.
  static func row(for id: FindingID, in picture: Picture, _ pen: CellPen, _ slots: [Table.Slot]) -> Table.Row {
    picture.finding(id).map { row(for: $0, in: picture, pen, slots) } ?? Table.Row([])
  }

  static let columns: [ObjectColumn<Finding>] = [
    ObjectColumn(
      column: Table.Column("severity", ideal: 8, priority: 20),
      cell: { finding, _, _ in Line(finding.severity.word, finding.severity.style) },
      key: { finding, _ in SortKey(Double(Finding.Severity.allCases.firstIndex(of: finding.severity) ?? 0)) }),
    .words("object", minimum: 14, ideal: 20, priority: 18, middle: true) { finding, picture in
      picture.snapshot.name(of: finding.object)
    },
    .words("problem", minimum: 48, ideal: 64, grows: true, priority: 19) { finding, _ in finding.title },
    .words("rule", minimum: 12, ideal: 22, priority: 3) { finding, _ in finding.rule },
  ]
}
