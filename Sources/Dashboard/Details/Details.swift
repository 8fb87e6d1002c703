import Diagnosis
import Screen
import Topology

/// Everything that is known of one object, in sections.
struct Details {
  let picture: Picture
  let units: Units
  let glyphs: Glyphs
  /// How many entries of a list are shown at most.
  var limit = Int.max
  /// Whether graphs are drawn in dots.
  var usesDots = true

  /// The sections about a subject; none where it is gone.
  func sections(about subject: Subject) -> [DetailSection] {
    let about: [DetailSection] =
      switch subject.object {
      case .container(let key): snapshot.container(key).map { sections(of: $0, at: subject.place) } ?? []
      case .link(let id): picture.link(id).map(sections(of:)) ?? []
      case .namespace(let id): snapshot.namespace(id).map { sections(of: $0, at: subject.place) } ?? []
      case .network(let key): snapshot.network(key).map(sections(of:)) ?? []
      }
    return about.prefix(1) + [findings(on: subject)] + about.dropFirst()
  }

  var snapshot: Snapshot { picture.snapshot }

  /// What the doctor found on the object and what belongs to it: what, why, what to do.
  private func findings(on subject: Subject) -> DetailSection {
    var section = DetailSection("Problems")
    for finding in picture.findings(on: subject) {
      section.add(.line(Line("\(glyphs.alert) \(finding.title)", finding.severity.style)))
      for fact in finding.evidence { section.add(.line(Line("  \(fact)", .muted))) }
      section.add("to do", finding.remedy)
    }
    return section
  }

  /// Rows in columns, as many as are shown, and a word on the rest.
  func list<Element>(
    _ elements: some Collection<Element>, in section: inout DetailSection, heading: [Line]? = nil, optional: [Int] = [],
    row: (Element) -> [Line]
  ) {
    guard !elements.isEmpty else { return }
    let rows = (heading.map { [$0] } ?? []) + elements.prefix(limit).map(row)
    section.add(.grid(rows, hasHeading: heading != nil, optional: optional))
    if elements.count > limit { section.add(.line(Line("and \(elements.count - limit) more", .muted))) }
  }

  /// An amount or `–`.
  func amount(_ bytes: UInt64?) -> Line { Line.value(bytes.map { units.format(bytes: $0, style: .long) }) }

  /// A rate or `–`.
  func speed(_ bytes: Double?) -> Line { Line.value(bytes.map { units.format(bytesPerSecond: $0, style: .long) }) }
}
