import Screen

/// What lies over the view and has the keyboard.
enum Overlay: Hashable, Sendable {
  /// The keys of this view; the first line shown.
  case help(offset: Int)
  /// Every command by name.
  case palette(Palette)
  /// A change on its way from the form to its result.
  case operation(Operation)
}

/// The command palette: a field, and the commands that fit what is typed.
struct Palette: Hashable, Sendable {
  /// What has been typed.
  var field = TextField(limit: 64)
  /// The selected one of the commands that fit.
  var selection = 0

  /// The commands that fit, best first.
  var matches: [Action] { Fuzzy.rank(Action.allCases.filter(\.isNamed), by: field.text, title: \.title) }
}
