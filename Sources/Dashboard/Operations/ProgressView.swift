import Planning
import Screen
import Topology

/// Draws a plan while it is carried out: its steps tick off.
enum ProgressView {
  static func draw(_ progress: Progress, of state: State, on canvas: inout Surface) {
    let room = OperationView.room(in: state.size)
    let rows = min(room.rows, progress.steps.count + 4)
    let current = progress.current
    canvas.overlay(
      Size(columns: room.columns, rows: rows), title: Line(progress.plan.title.capitalizedFirst, .title),
      footer: ListWindow.indicator(selection: current, count: progress.steps.count)
    ) { inside in
      inside.mark(inside.bounds, as: .operation)
      var area = inside.bounds.inset(left: 1, right: 1)
      let buttons = area.cutBottom(1)
      _ = area.cutBottom(1)
      let window = ListWindow(count: progress.steps.count, height: area.rows, selection: current)
      for (row, position) in window.visible.enumerated() {
        draw(progress.plan.steps[position], progress.steps[position], state, on: &inside, in: area.row(row))
      }
      if progress.isTakingBack {
        inside.draw(Line("Taking back what was done\(inside.glyphs.ellipsis)", .warning), in: buttons)
      } else {
        ButtonRow(buttons: [(.cancel, "Cancel")], focus: .cancel).draw(on: &inside, in: buttons)
      }
    }
  }

  private static func draw(
    _ action: Planning.Action, _ step: Progress.Step, _ state: State, on canvas: inout Surface, in area: Rect
  ) {
    let glyphs = canvas.glyphs
    switch step {
    case .waiting: canvas.draw(Line("  \(action.summary)", .muted), in: area)
    case .begun(let start):
      let seconds = Line(Elapsed.words(state.now.seconds(since: start)), .muted)
      canvas.draw(Line("\(glyphs.right) ", .accent) + Line(action.summary), opposite: seconds, in: area)
    case .takenBack:
      canvas.draw(
        Line("\(glyphs.left) \(action.summary)", .muted), opposite: Line("rolled back", .muted), in: area)
    case .done(let seconds):
      canvas.draw(
        Line("\(glyphs.check) ", .good) + Line(action.summary), opposite: Line(Elapsed.words(seconds), .muted), in: area
      )
    }
  }
}
