import Screen

/// The help: what the keys do in the view on the screen, from the keymap as it is.
enum HelpText {
  private static let sections: [(title: String, actions: [Action])] = [
    ("Move", [.up, .down, .pageUp, .pageDown, .first, .last, .fold, .unfold, .left, .right, .nextPane, .previousPane]),
    (
      "Show",
      [
        .wiring, .containers, .networks, .links, .problems, .events, .open, .back, .along, .alongBack, .filter, .sort,
        .reverse,
        .sources,
      ]
    ),
    ("Change the host", [.newNetwork, .run, .attach, .detach, .delete, .undo, .mark, .shell]),
    ("Change the picture", [.noise, .pause, .units, .zoomIn, .zoomOut, .mouse]),
    ("Else", [.copyAddress, .commands, .help, .redraw, .suspend, .quit]),
  ]

  /// The lines of the help: what never applies in this view is left out.
  static func lines(for state: State) -> [Line] {
    var lines: [Line] = []
    for section in sections {
      let rows = section.actions.filter { state.applies($0) }.compactMap { line(for: $0, state) }
      guard !rows.isEmpty else { continue }
      if !lines.isEmpty { lines.append(Line()) }
      lines.append(Line(section.title, .heading))
      lines += rows
    }
    return lines
  }

  private static func line(for action: Action, _ state: State) -> Line? {
    let keys = state.keymap.chords(for: action).map { $0.hint(state.glyphs) }
    guard !keys.isEmpty else { return nil }
    return Line("  " + keys.joined(separator: " ").padded(to: 12), .accent) + Line(action.title)
  }

  static func place(in size: Size) -> Size { Size(columns: min(56, size.columns - 4), rows: size.rows - 4) }

  static func draw(_ state: State, offset: Int, on canvas: inout Surface) {
    let lines = lines(for: state)
    var place = place(in: state.size)
    place.rows = min(place.rows, lines.count + 2)
    let height = place.rows - 2
    let footer = lines.count > height ? "\(min(lines.count, offset + height))/\(lines.count)" : "Esc closes"
    canvas.overlay(
      place, title: Line("Keys in \(state.page == nil ? state.view.title : "a page")", .title),
      footer: Line(footer, .muted)
    ) { inside in
      inside.mark(inside.bounds, as: .help)
      inside.draw(Array(lines.dropFirst(offset)), in: inside.bounds.inset(left: 1, right: 1))
    }
  }
}

extension State {
  /// Whether an action can ever be done in the view or page on the screen.
  fileprivate func applies(_ action: Action) -> Bool {
    switch action {
    case .fold, .unfold: view == .wiring && page == nil
    case .sort, .reverse: view.isSortable && page == nil
    case .left, .right, .filter, .open, .zoomIn, .zoomOut: page == nil
    case .nextPane, .previousPane: page == nil && Layout.placeOfDetails(in: size, view) != .strip
    default: true
    }
  }
}
