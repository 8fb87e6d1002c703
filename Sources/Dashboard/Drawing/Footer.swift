import Screen

/// The last line: what can be done now, and by which key.
enum Footer {
  /// From left to right; what goes first where there is no room has the lower number.
  private static let actions: [(action: Action, priority: Int)] = [
    (.attach, 5), (.detach, 5), (.newNetwork, 5), (.run, 4), (.delete, 4), (.undo, 4), (.shell, 2),
    (.open, 6), (.back, 6), (.along, 3), (.unfold, 3), (.sort, 3), (.copyAddress, 1), (.noise, 1), (.units, 0),
    (.pause, 2), (.filter, 7), (.commands, 8), (.help, 9), (.quit, 9),
  ]

  /// The key of an action; folding and opening are one hint with two keys.
  private static func key(of action: Action, _ state: State) -> String {
    let actions = action == .unfold ? [.fold, .unfold] : [action]
    let keys = actions.compactMap { state.keymap.hint(for: $0, state.glyphs) }
    return keys.joined(separator: keys.allSatisfy { $0.count == 1 } ? "" : "/")
  }

  /// In a word; a shorter one where there is little room.
  private static func label(of action: Action, _ state: State) -> String {
    if action == .commands, state.size.columns < Layout.wide { return "cmds" }
    return action.hint ?? ""
  }

  static func draw(_ state: State, on canvas: inout Surface, in area: Rect) {
    if let hints = state.fieldHints {
      return KeyHints(hints).draw(on: &canvas, in: area.inset(left: 1, right: 1)) { _ in nil }
    }
    let shown = actions.map(\.action).filter { state.isWorthAHint($0) }
    let hints = shown.map { action in
      KeyHints.Hint(
        key: key(of: action, state), label: label(of: action, state),
        isEnabled: state.availability(of: action).isAvailable,
        priority: actions.first { $0.action == action }?.priority ?? 0)
    }
    KeyHints(hints).draw(on: &canvas, in: area.inset(left: 1, right: 1)) { .action(shown[$0]) }
  }
}

extension State {
  /// What can be done where the keyboard belongs to a field or the help; nil elsewhere.
  fileprivate var fieldHints: [KeyHints.Hint]? {
    let vertical = glyphs.repertoire == .unicode ? "↑↓" : "Up/Down"
    return switch overlay {
    case .palette:
      [
        .init(key: vertical, label: "choose"), .init(key: "Enter", label: "do it"), .init(key: "Esc", label: "leave"),
      ]
    case .operation(let operation): OperationView.hints(operation, self)
    case .help: [.init(key: vertical, label: "scroll"), .init(key: "Esc", label: "close")]
    case nil where filterField != nil:
      [.init(key: "Enter", label: "keep"), .init(key: "Esc", label: "clear"), .init(key: vertical, label: "move")]
    case nil: nil
    }
  }

  /// Whether the footer names an action: where it never applies to what is on the screen, its room is for others.
  fileprivate func isWorthAHint(_ action: Action) -> Bool {
    switch action {
    case .back: page != nil || list.filter.isActive || !marks.isEmpty
    case .open: page == nil
    case .unfold: view == .wiring && page == nil
    case .sort: view.isSortable && page == nil
    default: keymap.hint(for: action, glyphs) != nil
    }
  }
}
