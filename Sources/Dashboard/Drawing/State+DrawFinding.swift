import Diagnosis
import Screen
import Topology

extension State {
  /// The line above the footer: what has just been said, else what is wrong with what is selected, else with the sources.
  func drawFinding(on canvas: inout Surface, in area: Rect) {
    let line: Line
    if let toast {
      line = Line(toast.text, toast.isBad ? .bad : .accent)
    } else if let finding = finding {
      line = Line("\(glyphs.alert) \(finding.title)", finding.severity.style) + Line("   \(finding.remedy)", .muted)
    } else if let source = shown?.snapshot.sources.first(where: \.isTroubled) {
      line = Line("\(glyphs.alert) \(source.name) \(source.words)", .warning)
    } else {
      return
    }
    canvas.draw(line, in: area.inset(left: 1, right: 1))
  }

  /// The worst that was found on the subject, its namespace, or its cables.
  private var finding: Finding? {
    guard let shown, let subject else { return nil }
    return shown.related(to: subject).lazy.compactMap(shown.finding(on:)).first
  }
}

extension Picture {
  /// An object with what its cable and its namespace are.
  func related(to subject: Subject) -> [ObjectID] {
    var objects = [subject.object]
    if let place = subject.place { objects.append(.link(place)) }
    switch subject.object {
    case .container(let key):
      guard let container = snapshot.container(key) else { break }
      objects += (cables(of: container) + hostEnds(of: container)).map { .link($0.id) }
      if container.ownsNamespace, let namespace = container.namespace { objects.append(.namespace(namespace)) }
    case .link(let id):
      if let far = link(id).flatMap(peer(of:)) { objects.append(.link(far.id)) }
    case .network(let key):
      if let bridge = snapshot.network(key)?.bridge { objects.append(.link(bridge.id)) }
    case .namespace: break
    }
    return objects
  }
}
