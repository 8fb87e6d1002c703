import Screen
import Topology

/// The full page of an object.
enum PageText {
  static func draw(_ state: State, on canvas: inout Surface, in area: Rect) {
    guard let page = state.page, let picture = state.shown else { return }
    let lines = lines(for: state)
    let height = height(for: state)
    let offset = max(0, min(page.offset, lines.count - height))
    let more = lines.count > height ? Line("\(min(lines.count, offset + height))/\(lines.count)", .muted) : Line()
    let title = picture.title(of: Subject(object: page.object)) ?? "gone"
    let inside = canvas.box(area, title: Line(title, .title), footer: more, style: .accent)
    canvas.mark(area, as: .page)
    canvas.draw(Array(lines.dropFirst(offset)), in: inside.inset(left: 1, right: 1))
  }

  /// Everything there is to say, at the page's width.
  static func lines(for state: State) -> [Line] {
    guard let page = state.page, let picture = state.shown else { return [] }
    let width = min(100, Layout(state).page.columns - 4)
    let lines = Details(
      picture: picture, units: state.preferences.units, glyphs: state.glyphs, usesDots: state.preferences.usesDots
    )
    .sections(about: Subject(object: page.object, place: page.place)).lines(width: width, glyphs: state.glyphs)
    return lines.isEmpty ? [Line("It is gone. Esc leads back.", .muted)] : lines
  }

  /// The lines there is room for.
  static func height(for state: State) -> Int { max(0, Layout(state).page.rows - 2) }
}
