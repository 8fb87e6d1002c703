import Planning
import Screen

/// How something is done, shown before it is.
struct Preview: Hashable, Sendable {
  /// What has the keyboard.
  enum Focus: Hashable, Sendable {
    case confirmation
    case button(DialogButton)
  }

  let request: ChangeRequest
  let plan: Plan
  /// The form that led here, to go back to.
  let form: Form?
  /// What is special about it, such as that the host has changed meanwhile.
  var note: String?
  var focus: Focus
  /// The names of guarded links, as far as they are typed.
  var confirmation = TextField(limit: 256)
  /// The first line that is shown.
  var offset = 0

  init(_ request: ChangeRequest, _ plan: Plan, from form: Form?, note: String? = nil) {
    self.request = request
    self.plan = plan
    self.form = form
    self.note = note
    focus =
      !plan.guarded.isEmpty
      ? .confirmation : .button(plan.isDestructive || request.wish == .recover ? .cancel : .proceed)
  }

  /// All commands as text for the clipboard, one a line.
  var commands: String { plan.commands.compactMap(\.self).joined(separator: "\n") }

  /// Guarded links whose names are still to be typed.
  var unconfirmed: [String] {
    let typed = confirmation.text.split(whereSeparator: \.isWhitespace).map(String.init)
    return plan.guarded.map(\.link).filter { !typed.contains($0) }
  }

  /// What it takes to have it undone.
  var wordsOnUndo: String {
    switch request.wish {
    case .undo: "This cannot be undone: do it again instead."
    case .recover: "This cannot be undone."
    case .change: "Undo: u, or \"gantry undo\", as long as what it made is still as it was made."
    }
  }
}
