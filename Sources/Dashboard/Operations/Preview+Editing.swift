import Screen

extension Preview {
  /// A key was struck; answers the button that it means, if it means one.
  mutating func handle(_ chord: KeyChord) -> DialogButton? {
    switch (chord.key, chord.modifiers) {
    case (.escape, []): return .cancel
    case (.enter, []): if case .button(let button) = focus { return button }
    case (.tab, []), (.tab, .shift), (.left, []), (.right, []):
      focus = .button(focus == .button(.cancel) ? .proceed : .cancel)
    case (.up, []), (.character("k"), []): offset -= 1
    case (.down, []), (.character("j"), []): offset += 1
    case (.pageUp, []): offset -= Self.page
    case (.pageDown, []), (.character(" "), []): offset += Self.page
    case (.home, []): offset = 0
    case (.end, []): offset = Int(Int32.max)
    default: break
    }
    return nil
  }

  private static let page = 8
}

extension Report {
  /// Scrolls what does not fit.
  mutating func scroll(_ action: Action?) {
    switch action {
    case .up: offset -= 1
    case .down: offset += 1
    case .pageUp: offset -= 8
    case .pageDown: offset += 8
    default: break
    }
  }
}
