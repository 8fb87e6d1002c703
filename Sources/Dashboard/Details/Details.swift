import Diagnosis
import Screen
import Topology

/// Everything that is known of one object, in sections.
struct Details {
  let picture: Picture
  let units: Units
  let glyphs: Glyphs

  /// The sections about a subject; none where it is gone.
  func sections(about subject: Subject) -> [DetailSection] {
    let about: [DetailSection] =
      switch subject.object {
      case .container(let key): snapshot.container(key).map { sections(of: $0, at: subject.place) } ?? []
      case .link(let id): picture.link(id).map(sections(of:)) ?? []
      case .namespace(let id): snapshot.namespace(id).map(sections(of:)) ?? []
      case .network(let key): snapshot.network(key).map(sections(of:)) ?? []
      }
    guard !about.isEmpty else { return [] }
    return about + [findings(on: subject.object)]
  }

  var snapshot: Snapshot { picture.snapshot }

  /// What the doctor found on the object: what, why, what to do.
  private func findings(on object: ObjectID) -> DetailSection {
    var section = DetailSection("Problems")
    for finding in picture.findings where finding.object == object {
      section.add(.line(Line("\(glyphs.alert) \(finding.title)", finding.severity.style)))
      for fact in finding.evidence { section.add(.line(Line("  \(fact)", .muted))) }
      section.add("to do", finding.remedy)
    }
    return section
  }

  /// An amount or `–`.
  func amount(_ bytes: UInt64?) -> Line { Line.value(bytes.map { units.format(bytes: $0, style: .long) }) }

  /// A rate or `–`.
  func speed(_ bytes: Double?) -> Line { Line.value(bytes.map { units.format(bytesPerSecond: $0, style: .long) }) }
}
