import Planning
import Screen
import Topology

/// Draws a form: the questions below each other, each with its answer and what is to be said about that.
struct FormView {
  let form: Form
  let state: State

  private static let labelColumns = 11

  func draw(on canvas: inout Surface) {
    guard let planner = state.planner, let snapshot = state.live?.observed else { return }
    let check = FormCheck(form, planner, in: snapshot)
    let room = OperationView.room(in: state.size)
    let words = words(check, columns: room.columns - 4)
    let others = form.shown.count { form.fields[$0].isOneRow } + words.count + 2
    let listRows = max(1, min(tallest, room.rows - 2 - others))
    let rows = others + (form.fields.contains { !$0.isOneRow } ? listRows : 0) + 2
    canvas.overlay(Size(columns: room.columns, rows: rows), title: Line(form.title, .title)) { inside in
      inside.mark(inside.bounds, as: .operation)
      var area = inside.bounds.inset(left: 1, right: 1)
      for index in form.shown {
        let height = form.fields[index].isOneRow ? 1 : listRows
        draw(index, check, planner, snapshot, on: &inside, in: area.cutTop(height))
      }
      _ = area.cutTop(1)
      inside.draw(words, in: area.cutTop(words.count))
      ButtonRow(buttons: [(.proceed, "Preview"), (.cancel, "Cancel")], focus: form.button).draw(on: &inside, in: area)
    }
  }

  /// The rows that the longest list would take.
  private var tallest: Int {
    form.fields.map { field in if case .list(let options, _) = field.content { options.count } else { 0 } }.max() ?? 0
  }

  /// What is wrong in full: beside its field there may be no room for it.
  private func words(_ check: FormCheck, columns: Int) -> [Line] {
    let focused = form.fields.indices.contains(form.focus) ? check.troubles[form.fields[form.focus].id] : nil
    let first = form.shown.lazy.compactMap { check.troubles[form.fields[$0].id] }.first
    guard let trouble = focused ?? first ?? form.refusal else { return [Line()] }
    return Line("\(state.glyphs.alert) \(trouble)", .bad).wrapped(to: columns).prefix(3).map(\.self)
  }

  private func draw(
    _ index: Int, _ check: FormCheck, _ planner: Planner, _ snapshot: Snapshot, on canvas: inout Surface, in area: Rect
  ) {
    let field = form.fields[index]
    let isFocused = form.focus == index
    var area = area
    canvas.mark(area, as: .field(index, option: nil))
    let label = area.cutLeft(Self.labelColumns)
    canvas.draw(Line(field.label, isFocused ? .accent : .muted), in: label)
    switch field.content {
    case .text(let text):
      let place = area.cutLeft(min(26, area.columns / 2))
      text.draw(on: &canvas, in: place, placeholder: check.defaults[field.id] ?? "", showsCursor: isFocused)
      remark(field, check, on: &canvas, in: area.inset(left: 2))
    case .toggle(let isOn):
      canvas.draw(Line(isOn ? "[x]" : "[ ]", isFocused ? Style(.text, on: .selection) : .text), in: area.cutLeft(3))
      remark(field, check, on: &canvas, in: area.inset(left: 2))
    case .choice(let options, let chosen):
      for (place, option) in options.enumerated() {
        let text = "\(place == chosen ? state.glyphs.bullet : state.glyphs.hollowBullet) \(option.title)"
        let cell = area.cutLeft(text.columns)
        let isHere = place == chosen
        canvas.draw(Line(text, isHere && isFocused ? Style(.text, on: .selection) : isHere ? .text : .muted), in: cell)
        canvas.mark(cell, as: .field(index, option: place))
        _ = area.cutLeft(2)
      }
      remark(field, check, on: &canvas, in: area)
    case .list(let options, let chosen):
      drawList(index, options, chosen, check, planner, snapshot, on: &canvas, in: area)
    }
  }

  /// What is wrong with an answer, else what it means.
  private func remark(_ field: FormField, _ check: FormCheck, on canvas: inout Surface, in area: Rect) {
    if let trouble = check.troubles[field.id] {
      canvas.draw(Line("\(state.glyphs.cross) \(trouble)", .bad), in: area)
    } else {
      let isDefault = field.id.isText && field.text != nil
      canvas.draw(Line(isDefault ? "" : field.option?.meaning ?? field.meaning, .muted), in: area)
    }
  }

  private func drawList(
    _ index: Int, _ options: [FormOption], _ chosen: Int, _ check: FormCheck, _ planner: Planner, _ snapshot: Snapshot,
    on canvas: inout Surface, in area: Rect
  ) {
    let window = ListWindow(count: options.count, height: area.rows, selection: chosen)
    let longest = options[window.visible].map(\.title.columns).max() ?? 0
    for (row, place) in window.visible.enumerated() {
      let option = options[place]
      let verdict = form.verdict(on: option, planner, in: snapshot)
      var line = area.row(row)
      canvas.mark(line, as: .field(index, option: place))
      let sign = place == chosen ? state.glyphs.bullet : state.glyphs.hollowBullet
      let title = line.cutLeft(min(longest, line.columns * 2 / 5) + 4)
      canvas.draw(
        Line("\(sign) \(option.title)", verdict.isRefusal ? .disabled : .text), in: title.inset(right: 2),
        truncation: .middle)
      canvas.draw(words(on: option, verdict, isChosen: place == chosen), in: line)
      guard place == chosen else { continue }
      canvas.restyle(area.row(row)) { $0.on(form.focus == index ? .selection : .idleSelection) }
    }
    guard !window.showsAll else { return }
    canvas.draw(
      ListWindow.indicator(selection: chosen, count: options.count),
      in: Rect(column: area.left - Self.labelColumns, row: area.bottom - 1, columns: Self.labelColumns - 1, rows: 1))
  }
}

extension FormView {
  /// What an answer means, or why it will not do.
  private func words(on option: FormOption, _ verdict: Form.Verdict, isChosen: Bool) -> Line {
    switch verdict {
    case .possible: Line(option.meaning, .muted)
    case .recreation: Line("recreates it  ", .warning) + Line(option.meaning, .muted)
    case .refused(let reason): Line(reason, isChosen ? .bad : .disabled)
    }
  }
}

extension Form.Verdict {
  var isRefusal: Bool { if case .refused = self { true } else { false } }
}

extension FormField {
  var isOneRow: Bool { if case .list = content { false } else { true } }
}

extension FormField.ID {
  /// Whether the answer is typed.
  var isText: Bool {
    switch self {
    case .name, .subnet, .gateway, .image, .command, .address, .interface: true
    case .maker, .ipv6, .isInternal, .isIsolated, .destination, .recreates, .keeps, .source: false
    }
  }
}
