import Screen
import Topology

/// The pane beside the list: everything about the selected object, as far as there is room.
enum DetailsPane {
  static func draw(_ state: State, on canvas: inout Surface, in area: Rect) {
    guard !area.isEmpty else { return }
    let isFocused = state.focus == .details && state.overlay == nil
    let lines = lines(for: state)
    let height = max(0, area.rows - 2)
    let more =
      lines.count > height ? Line("\(min(lines.count, state.detailsOffset + height))/\(lines.count)", .muted) : Line()
    let title = state.subject.flatMap { subject in state.shown?.title(of: subject) } ?? ""
    let inside = canvas.box(area, title: Line(title, .title), footer: more, style: isFocused ? .accent : .border)
    canvas.mark(area, as: .details)
    canvas.draw(Array(lines.dropFirst(state.detailsOffset)), in: inside.inset(left: 1, right: 1))
  }

  /// Everything there is to say, at the pane's width.
  static func lines(for state: State) -> [Line] {
    guard let picture = state.shown, let subject = state.subject else { return [] }
    let width = Layout(state).details.columns - 4
    return Details(picture: picture, units: state.preferences.units, glyphs: state.glyphs, limit: 50)
      .sections(about: subject).lines(width: width, glyphs: state.glyphs)
  }

  /// The lines there is room for.
  static func height(for state: State) -> Int { max(0, Layout(state).details.rows - 2) }
}

extension Picture {
  /// What a subject is and what people call it; nil where it is gone.
  func title(of subject: Subject) -> String? {
    snapshot.contains(subject.object) ? snapshot.title(of: subject.object) : nil
  }
}
