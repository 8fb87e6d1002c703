extension TextField {
  /// Edits the text as readline does by default. Returns whether the event was one of editing; Enter, Escape, Tab and
  /// the vertical arrows are left to the caller.
  public mutating func handle(_ event: InputEvent) -> Bool {
    switch event {
    case .paste(let text):
      insert(text)
      return true
    case .key(let chord):
      guard let edit = Self.edit(for: chord) else { return insertCharacter(of: chord) }
      perform(edit)
      return true
    default:
      return false
    }
  }

  private enum Edit {
    case move(Place)
    case delete(Place)
  }

  private enum Place {
    case previous, next, wordStart, wordEnd, start, end
  }

  private static func edit(for chord: KeyChord) -> Edit? {
    switch (chord.key, chord.modifiers) {
    case (.left, []), (.character("b"), .control): .move(.previous)
    case (.right, []), (.character("f"), .control): .move(.next)
    case (.left, .control), (.left, .alt), (.character("b"), .alt): .move(.wordStart)
    case (.right, .control), (.right, .alt), (.character("f"), .alt): .move(.wordEnd)
    case (.home, []), (.character("a"), .control): .move(.start)
    case (.end, []), (.character("e"), .control): .move(.end)
    case (.backspace, []), (.character("h"), .control): .delete(.previous)
    case (.delete, []), (.character("d"), .control): .delete(.next)
    case (.backspace, .alt), (.backspace, .control), (.character("w"), .control): .delete(.wordStart)
    case (.delete, .control), (.character("d"), .alt): .delete(.wordEnd)
    case (.character("u"), .control): .delete(.start)
    case (.character("k"), .control): .delete(.end)
    default: nil
    }
  }

  private mutating func perform(_ edit: Edit) {
    switch edit {
    case .move(let place): moveCursor(to: index(of: place))
    case .delete(let place): delete(to: index(of: place))
    }
  }

  private mutating func insertCharacter(of chord: KeyChord) -> Bool {
    guard case .character(let character) = chord.key, chord.modifiers.isEmpty else { return false }
    insert(String(character))
    return true
  }

  private func index(of place: Place) -> Int {
    switch place {
    case .previous: return cursor - 1
    case .next: return cursor + 1
    case .start: return 0
    case .end: return characters.count
    case .wordStart:
      let before = characters[..<cursor]
      guard let lastOfWord = before.lastIndex(where: \.isPartOfWord) else { return 0 }
      return before[..<lastOfWord].lastIndex { !$0.isPartOfWord }.map { $0 + 1 } ?? 0
    case .wordEnd:
      let after = characters[cursor...]
      guard let firstOfWord = after.firstIndex(where: \.isPartOfWord) else { return characters.count }
      return after[firstOfWord...].firstIndex { !$0.isPartOfWord } ?? characters.count
    }
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber }
}
