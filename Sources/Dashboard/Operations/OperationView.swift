import Screen

/// A change on its way, drawn over the view.
enum OperationView {
  static func draw(_ operation: Operation, of state: State, on canvas: inout Surface) {
    switch operation {
    case .form(let form): FormView(form: form, state: state).draw(on: &canvas)
    case .planning(let request, _): drawPlanning(request, on: &canvas)
    case .preview(let preview): PreviewView.draw(preview, of: state, on: &canvas)
    case .progress(let progress): ProgressView.draw(progress, of: state, on: &canvas)
    case .report(let report): ReportView.draw(report, of: state, on: &canvas)
    }
  }

  /// The room there is at most for a change.
  static func room(in size: Size) -> Size { Size(columns: min(96, size.columns - 4), rows: size.rows - 4) }

  private static func drawPlanning(_ request: ChangeRequest, on canvas: inout Surface) {
    let words = "Reading the host\(canvas.glyphs.ellipsis)"
    canvas.overlay(
      Size(columns: room(in: canvas.size).columns, rows: 3), title: Line(request.title.capitalizedFirst, .title)
    ) { inside in
      inside.draw(Line(words, .muted), in: inside.bounds.inset(left: 1, right: 1))
    }
  }

  /// What the keys do meanwhile.
  static func hints(_ operation: Operation, _ state: State) -> [KeyHints.Hint] {
    let vertical = state.glyphs.repertoire == .unicode ? "↑↓" : "Up/Down"
    switch operation {
    case .form:
      return [
        .init(key: "Tab", label: "next"), .init(key: vertical, label: "move"), .init(key: "Space", label: "change"),
        .init(key: "Enter", label: "preview"), .init(key: "Esc", label: "leave"),
      ]
    case .planning: return [.init(key: "Esc", label: "leave")]
    case .preview:
      return [
        .init(key: "Tab", label: "button"), .init(key: "Enter", label: "press it"),
        .init(key: vertical, label: "scroll"),
        .init(key: "y", label: "copy the commands"), .init(key: "Esc", label: "leave"),
      ]
    case .progress(let progress):
      return progress.isTakingBack ? [] : [.init(key: "Esc", label: "cancel, and take back what was done")]
    case .report:
      return [
        .init(key: "Esc", label: "close"), .init(key: "y", label: "copy it"), .init(key: vertical, label: "scroll"),
      ]
    }
  }
}

/// Buttons side by side.
struct ButtonRow {
  let buttons: [(button: DialogButton, title: String)]
  /// The one with the keyboard.
  let focus: DialogButton?

  func draw(on canvas: inout Surface, in area: Rect) {
    var column = area.left
    for (button, title) in buttons {
      let text = "[ \(title) ]"
      let style = button == focus ? Style(.text, on: .selection) : .accent
      let place = Rect(column: column, row: area.top, columns: text.columns, rows: 1)
      canvas.draw(Line(text, style), in: place)
      canvas.mark(place, as: .button(button))
      column += text.columns + 2
    }
  }
}

extension String {
  /// With a capital at its beginning, as a title has.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
