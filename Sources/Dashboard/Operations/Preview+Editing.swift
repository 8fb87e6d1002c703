import Planning
import Screen

extension Preview {
  /// A key was struck; answers the button that it means, if it means one.
  mutating func handle(_ chord: KeyChord) -> DialogButton? {
    if focus == .confirmation, ![KeyChord(.escape), KeyChord(.enter), KeyChord(.tab), .backTab].contains(chord) {
      if confirmation.handle(.key(chord)) { return nil }
    }
    switch (chord.key, chord.modifiers) {
    case (.escape, []): return .cancel
    case (.enter, []):
      if case .button(let button) = focus { return button }
      focus = .button(.cancel)
    case (.tab, []), (.right, []): moveFocus(by: 1)
    case (.tab, .shift), (.left, []): moveFocus(by: -1)
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

  private mutating func moveFocus(by step: Int) {
    let places = (plan.guarded.isEmpty ? [] : [Focus.confirmation]) + [.button(.proceed), .button(.cancel)]
    let place = places.firstIndex(of: focus) ?? 0
    focus = places[(place + step + places.count) % places.count]
  }
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
