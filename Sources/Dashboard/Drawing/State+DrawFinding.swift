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
      line = Line("\(glyphs.alert) \(source.name) \(source.words)", source.state.style)
    } else {
      return
    }
    canvas.draw(line, in: area.inset(left: 1, right: 1))
  }

  /// The worst that was found on the subject, its namespace, or its cables.
  private var finding: Finding? {
    guard let shown, let subject else { return nil }
    if let selectedFinding { return Layout(self).details.isEmpty ? selectedFinding : nil }
    return shown.findings(on: subject).first
  }
}
