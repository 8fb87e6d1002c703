import Screen

extension State {
  /// Something came from the terminal.
  mutating func handle(_ event: InputEvent, on drawing: Drawing?) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      return []
    case .key(let chord):
      return handle(chord)
    case .paste:
      edit(with: event)
      return []
    case .mouse(let event):
      return isTooSmall ? [] : handle(event, on: drawing?.targets.target(at: event.position))
    case .unknown:
      return []
    }
  }

  private mutating func handle(_ chord: KeyChord) -> [Effect] {
    let action = keymap.action(for: chord)
    if isTooSmall { return action == .quit || action == .suspend ? perform(action ?? .quit) : [] }
    awaited = nil
    if let action, action.isForEveryPlace, !chord.writesText { return perform(action) }
    switch overlay {
    case .palette: return handleInPalette(chord)
    case .help: return handleInHelp(action)
    case .operation: return handleInOperation(chord)
    case nil: break
    }
    if filterField != nil { return handleInFilter(chord) }
    return action.map { attempt($0) } ?? []
  }

  /// Does what can be done now; says why not otherwise.
  mutating func attempt(_ action: Action) -> [Effect] {
    if case .unavailable(let reason) = availability(of: action) {
      say(reason)
      return []
    }
    return perform(action)
  }

  @discardableResult
  mutating func handleInHelp(_ action: Action?) -> [Effect] {
    guard case .help(let offset) = overlay else { return [] }
    let page = max(1, size.rows - 6)
    let last = max(0, HelpText.lines(for: self).count - (HelpText.place(in: size).rows - 2))
    switch action {
    case .up: overlay = .help(offset: max(0, offset - 1))
    case .down: overlay = .help(offset: min(last, offset + 1))
    case .pageUp: overlay = .help(offset: max(0, offset - page))
    case .pageDown: overlay = .help(offset: min(last, offset + page))
    case .first: overlay = .help(offset: 0)
    case .last: overlay = .help(offset: last)
    default: overlay = nil
    }
    return []
  }
}

extension Action {
  /// Whether its key works wherever the keyboard is, in fields too.
  fileprivate var isForEveryPlace: Bool { self == .redraw || self == .suspend || self == .quit }
}

extension KeyChord {
  /// Whether a field would take it as a letter.
  fileprivate var writesText: Bool {
    if case .character = key { modifiers.isDisjoint(with: [.control, .alt]) } else { false }
  }
}
