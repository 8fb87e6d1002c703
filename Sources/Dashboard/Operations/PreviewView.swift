import Planning
import Screen

/// Draws how something is done, before it is.
enum PreviewView {
  static func draw(_ preview: Preview, of state: State, on canvas: inout Surface) {
    let room = OperationView.room(in: state.size)
    let lines = lines(of: preview, columns: room.columns - 4, state.glyphs)
    let others = preview.plan.guarded.isEmpty ? 4 : 5
    let rows = min(room.rows, lines.count + others)
    let height = rows - others
    let offset = max(0, min(preview.offset, lines.count - height))
    let footer = lines.count > height ? Line("\(min(lines.count, offset + height))/\(lines.count)", .muted) : Line()
    canvas.overlay(
      Size(columns: room.columns, rows: rows), title: Line(preview.plan.title.capitalizedFirst, .title), footer: footer
    ) { inside in
      inside.mark(inside.bounds, as: .operation)
      var area = inside.bounds.inset(left: 1, right: 1)
      let buttons = area.cutBottom(1)
      let confirmation = area.cutBottom(preview.plan.guarded.isEmpty ? 1 : 2)
      drawConfirmation(preview, on: &inside, in: confirmation)
      inside.draw(Array(lines.dropFirst(offset)), in: area)
      ButtonRow(buttons: [(.proceed, "Carry out"), (.cancel, "Cancel")], focus: preview.button)
        .draw(on: &inside, in: buttons)
    }
  }

  /// Where the names of guarded links are typed.
  private static func drawConfirmation(_ preview: Preview, on canvas: inout Surface, in area: Rect) {
    guard !preview.plan.guarded.isEmpty else { return }
    var area = area.row(area.rows - 2)
    let names = preview.plan.guarded.map(\.link).joined(separator: " ")
    let words = Line("To go on, type \(names): ", preview.unconfirmed.isEmpty ? .good : .bad)
    canvas.draw(words, in: area.cutLeft(min(words.columns, area.columns * 2 / 3)))
    preview.confirmation.draw(
      on: &canvas, in: area.cutLeft(24), showsCursor: preview.focus == .confirmation)
  }

  /// Everything there is to read, at a width.
  static func lines(of preview: Preview, columns: Int, _ glyphs: Glyphs) -> [Line] {
    var lines: [Line] = []
    if let note = preview.note { lines += Line("\(glyphs.alert) \(note)", .warning).wrapped(to: columns) + [Line()] }
    let digits = "\(preview.plan.steps.count)".count
    let commands = preview.plan.commands
    for (position, step) in preview.plan.steps.enumerated() {
      let number = String(repeating: " ", count: digits - "\(position + 1)".count) + "\(position + 1)"
      let words =
        Line(step.summary, step.isDestructive ? .bad : .text)
        + (step.isDestructive ? Line("  \(glyphs.alert) destructive", .bad) : Line())
      lines += indented(words, by: Line("\(number)  ", .muted), columns: columns)
      if let command = commands[position] {
        lines += indented(Line(command, .muted), by: Line(String(repeating: " ", count: digits + 2)), columns: columns)
      }
    }
    if preview.plan.steps.isEmpty { lines.append(Line("There is nothing to do.", .muted)) }
    lines.append(Line())
    for remark in preview.plan.notes {
      lines += indented(Line(remark), by: Line("Note  ", .accent), columns: columns)
    }
    for link in preview.plan.guarded {
      lines += indented(Line("\(link.link): \(link.reason)", .bad), by: Line("Guarded  ", .bad), columns: columns)
    }
    lines += indented(Line(preview.wordsOnUndo, .muted), by: Line("", .accent), columns: columns)
    return lines
  }

  private static func indented(_ line: Line, by head: Line, columns: Int) -> [Line] {
    let margin = Line(String(repeating: " ", count: head.columns))
    return line.wrapped(to: max(1, columns - head.columns)).enumerated().map { ($0 == 0 ? head : margin) + $1 }
  }
}

extension Preview {
  /// The button with the keyboard.
  var button: DialogButton? { if case .button(let button) = focus { button } else { nil } }
}
