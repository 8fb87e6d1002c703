import Diagnosis
import Screen
import Topology

/// The pane beside or below the list: everything about the selected object, as far as there is room. Where it is wide,
/// the lines stand in columns as in a newspaper.
enum DetailsPane {
  static func draw(_ state: State, on canvas: inout Surface, in area: Rect) {
    guard !area.isEmpty else { return }
    let isFocused = state.focus == .details && state.overlay == nil
    let lines = lines(for: state)
    let shown = min(lines.count, state.detailsOffset + height(for: state))
    let isCut = lines.count > height(for: state)
    let title = title(for: state)
    let inside = canvas.box(
      area, title: Line(title, .title), footer: isCut ? Line("\(shown)/\(lines.count)", .muted) : Line(),
      style: isFocused ? .accent : .border)
    canvas.mark(area, as: .details)
    var rest = lines.dropFirst(state.detailsOffset)
    for column in columns(of: inside.inset(left: 1, right: 1), for: state) {
      canvas.draw(Array(rest.prefix(column.rows)), in: column)
      rest = rest.dropFirst(column.rows)
    }
  }

  /// Everything there is to say, at the width of a column.
  static func lines(for state: State) -> [Line] {
    guard let picture = state.shown else { return [] }
    let columns = columns(for: state)
    let width = columns.first?.columns ?? 0
    let height = columns.count > 1 ? columns.first?.rows : nil
    if state.view == .problems {
      return picture.sections(on: state.selectedFinding).lines(width: width, glyphs: state.glyphs)
    }
    guard let subject = state.subject else { return [] }
    return Details(
      picture: picture, units: state.preferences.units, glyphs: state.glyphs, limit: 50,
      usesDots: state.preferences.usesDots
    )
    .sections(about: subject).lines(width: width, glyphs: state.glyphs, columnHeight: height)
  }

  private static func title(for state: State) -> String {
    if state.view == .problems { return state.selectedFinding?.rule ?? "Looked for" }
    return state.subject.flatMap { subject in state.shown?.title(of: subject) } ?? ""
  }

  /// The lines there is room for.
  static func height(for state: State) -> Int { columns(for: state).reduce(0) { $0 + $1.rows } }

  private static func columns(for state: State) -> [Rect] {
    columns(of: Layout(state).details.inset(top: 1, left: 2, bottom: 1, right: 2), for: state)
  }

  /// A column is wide enough for both ends of a cable side by side.
  private static let columnWidth = 48
  private static let gap = 3

  private static func columns(of area: Rect, for state: State) -> [Rect] {
    // Sentences and commands are read best in one piece.
    let count = state.selectedFinding != nil ? 1 : max(1, (area.columns + gap) / (columnWidth + gap))
    let width = (area.columns - gap * (count - 1)) / count
    return (0..<count).map {
      Rect(column: area.left + $0 * (width + gap), row: area.top, columns: max(0, width), rows: max(0, area.rows))
    }
  }
}

extension Picture {
  /// What a subject is and what people call it; nil where it is gone.
  func title(of subject: Subject) -> String? {
    snapshot.contains(subject.object) ? snapshot.title(of: subject.object) : nil
  }
}
