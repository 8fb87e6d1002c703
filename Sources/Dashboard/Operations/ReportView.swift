import Screen

/// Draws why something was not done.
enum ReportView {
  static func draw(_ report: Report, of state: State, on canvas: inout Surface) {
    let room = OperationView.room(in: state.size)
    let lines = lines(of: report, columns: room.columns - 4, state.glyphs)
    let rows = min(room.rows, lines.count + 4)
    let height = rows - 4
    let offset = max(0, min(report.offset, lines.count - height))
    let footer = lines.count > height ? Line("\(min(lines.count, offset + height))/\(lines.count)", .muted) : Line()
    canvas.overlay(
      Size(columns: room.columns, rows: rows), title: Line(report.title.capitalizedFirst, .title), footer: footer,
      style: .bad
    ) { inside in
      inside.mark(inside.bounds, as: .operation)
      var area = inside.bounds.inset(left: 1, right: 1)
      let buttons = area.cutBottom(1)
      _ = area.cutBottom(1)
      inside.draw(Array(lines.dropFirst(offset)), in: area)
      ButtonRow(buttons: [(.cancel, "Close")], focus: .cancel).draw(on: &inside, in: buttons)
    }
  }

  static func lines(of report: Report, columns: Int, _ glyphs: Glyphs) -> [Line] {
    let failure = report.failure
    var lines = Line("\(glyphs.cross) \(failure.words)", .bad).wrapped(to: columns)
    if !failure.reverted.isEmpty || !failure.remaining.isEmpty || !failure.differences.isEmpty { lines.append(Line()) }
    for step in failure.reverted {
      lines += Line("\(glyphs.check) \(report.wordOnReverted): \(step)").wrapped(to: columns)
    }
    for step in failure.remaining {
      lines += Line("\(glyphs.cross) NOT \(report.wordOnReverted): \(step)", .bad).wrapped(to: columns)
    }
    for difference in failure.differences {
      lines += Line("\(glyphs.cross) not as before: \(difference)", .bad).wrapped(to: columns)
    }
    return lines + [Line()] + Line(report.advice.capitalizedFirst, .accent).wrapped(to: columns)
  }
}
