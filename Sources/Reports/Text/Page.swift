public import Diagnosis
import Screen
public import Topology

/// Everything about one object, in sections: what `gantry show` prints.
public struct Page: Sendable {
  let object: ObjectID
  let snapshot: Snapshot
  let findings: [Finding]

  /// The page of `object`; `findings` are all of the picture's.
  public init(about object: ObjectID, in snapshot: Snapshot, findings: [Finding]) {
    self.object = object
    self.snapshot = snapshot
    self.findings = findings.filter { $0.concerns(object, in: snapshot) }
  }

  /// The page as text. Every line ends with a line feed; sections without contents are left out.
  public func text(_ style: Presentation) -> String {
    let title = Section(snapshot.title(of: object), [])
    return ([title] + [problems(style)] + sections(style))
      .filter { !$0.lines.isEmpty || $0.title == title.title }
      .map { section in
        ([style.paint(section.title.printable, .heading)] + section.lines.map { $0.isEmpty ? "" : "  " + $0 })
          .map { $0 + "\n" }.joined()
      }
      .joined(separator: "\n")
  }

  private func sections(_ style: Presentation) -> [Section] {
    // Two columns of every line go to the indentation.
    var style = style
    style.width = style.width.map { max(20, $0 - 2) }
    switch object {
    case .container(let key): return snapshot.container(key).map { sections(of: $0, style) } ?? []
    case .network(let key): return snapshot.network(key).map { sections(of: $0, style) } ?? []
    case .namespace(let id): return snapshot.namespace(id).map { sections(of: $0, style) } ?? []
    case .link(let id): return snapshot.link(id).map { sections(of: $0, style) } ?? []
    }
  }

  private func problems(_ style: Presentation) -> Section {
    Section(
      "Problems",
      findings.flatMap { finding in
        [style.paint("\(finding.severity.word): ", finding.severity.ink) + finding.title.printable]
          + finding.evidence.map { "  - " + $0.printable } + ["  " + finding.remedy.printable]
      })
  }
}

/// A titled part of a page.
struct Section: Sendable {
  let title: String
  let lines: [String]

  init(_ title: String, _ lines: [String]) {
    self.title = title
    self.lines = lines
  }

  /// A table, with the number of its rows where nobody would count them; nothing where it has none.
  init(_ title: String, _ table: Table, _ style: Presentation) {
    let count = table.rows.count
    self.init(count > Self.many ? "\(title) (\(count))" : title, count == 0 ? [] : table.lines(style))
  }

  private static let many = 20

  /// Names with their values, the values aligned.
  init(_ title: String, _ facts: [(name: String, value: Cell)], _ style: Presentation) {
    let width = facts.reduce(0) { max($0, $1.name.columns) }
    self.init(title, facts.map { $0.name.padded(to: width) + "  " + style.paint($0.value.text, $0.value.ink) })
  }
}
