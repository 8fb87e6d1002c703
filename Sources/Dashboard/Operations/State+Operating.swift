import Planning
import Screen
import Topology

extension State {
  /// A key was struck while a change lies over the view.
  mutating func handleInOperation(_ chord: KeyChord) -> [Effect] {
    switch operation {
    case .form(var form):
      guard case .pressed(let button) = form.handle(chord) else {
        show(form)
        return []
      }
      return press(button)
    case .planning: if chord == KeyChord(.escape) { leaveOperation() }
    case .preview(var preview):
      if let button = preview.handle(chord) { return press(button) }
      operation = .preview(preview)
      if chord == "y", preview.focus != .confirmation { return copyCommands(of: preview) }
    case .progress: if chord == KeyChord(.escape) || chord == "q" { return cancelPlan() }
    case .report(var report):
      switch chord {
      case KeyChord(.escape), KeyChord(.enter), "q": operation = nil
      case "y": return copy(report.text, "copied what happened")
      default:
        report.scroll(keymap.action(for: chord))
        operation = .report(report)
      }
    case nil: break
    }
    return []
  }

  /// A button, or what stands for it, was pressed.
  mutating func press(_ button: DialogButton) -> [Effect] {
    switch (operation, button) {
    case (.form(let form), .proceed): return submit(form)
    case (.preview(let preview), .proceed): return carryOut(preview)
    case (.progress, .cancel): return cancelPlan()
    default: leaveOperation()
    }
    return []
  }

  /// One step back: from the preview to its form, else out of it all.
  mutating func leaveOperation() {
    switch operation {
    case .planning(_, let form?): operation = .form(form)
    case .preview(let preview): operation = preview.form.map(Operation.form)
    case .progress: break
    default: operation = nil
    }
  }

  private mutating func submit(_ form: Form) -> [Effect] {
    guard let planner, let snapshot = live?.observed else { return [] }
    let check = FormCheck(form, planner, in: snapshot)
    guard let intents = check.intents else {
      var form = form
      form.focus = form.shown.first { check.troubles[form.fields[$0].id] != nil } ?? form.focus
      operation = .form(form)
      return []
    }
    return askForPlan(.change(intents, title: form.planTitle(intents)), form)
  }

  private mutating func carryOut(_ preview: Preview) -> [Effect] {
    guard preview.unconfirmed.isEmpty else {
      var preview = preview
      preview.focus = .confirmation
      operation = .preview(preview)
      return []
    }
    operation = .progress(Progress(preview.request, preview.plan, at: now))
    if isPaused { _ = perform(.pause) }
    return [.carryOut(preview.request, preview.plan)]
  }

  /// Asks for the plan to be taken back at its next step.
  mutating func cancelPlan() -> [Effect] {
    guard case .progress(var progress) = operation, !progress.isCancelling else { return [] }
    progress.isCancelling = true
    operation = .progress(progress)
    return [.cancel]
  }

  /// A field, or one of its answers, was clicked on.
  mutating func chooseInForm(_ index: Int, _ option: Int?) {
    guard case .form(var form) = operation, form.fields.indices.contains(index) else { return }
    form.setFocus(index)
    if let option {
      form.fields[index].choose(option)
    } else if case .toggle = form.fields[index].content {
      form.edit(.key(" "))
    }
    form.refusal = nil
    show(form)
  }

  /// The wheel was turned over a change.
  mutating func scrollOperation(_ action: Action) {
    let chord = KeyChord(action == .up ? .up : .down)
    switch operation {
    case .form(var form):
      form.scrollList(by: action == .up ? -1 : 1)
      show(form)
    case .preview, .report: _ = handleInOperation(chord)
    case .planning, .progress, nil: break
    }
  }

  private mutating func copyCommands(of preview: Preview) -> [Effect] {
    copy(preview.commands, "copied \(count(preview.plan.commands.count { $0 != nil }, "command"))")
  }

  private mutating func copy(_ text: String, _ words: String) -> [Effect] {
    say(words)
    return [.copy(text)]
  }
}
