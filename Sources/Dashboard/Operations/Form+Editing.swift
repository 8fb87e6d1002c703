import Screen

extension Form {
  /// What a key leads to that the form itself does not take.
  enum Answer {
    /// It was taken.
    case taken
    /// Somebody wants to go on, or to leave.
    case pressed(DialogButton)
  }

  /// A key was struck.
  mutating func handle(_ chord: KeyChord) -> Answer {
    switch (chord.key, chord.modifiers) {
    case (.escape, []): return .pressed(.cancel)
    case (.enter, []): return .pressed(button ?? .proceed)
    case (.tab, []): moveFocus(by: 1)
    case (.tab, .shift): moveFocus(by: -1)
    case (.down, []): if !moveInList(by: 1) { moveFocus(by: 1) }
    case (.up, []): if !moveInList(by: -1) { moveFocus(by: -1) }
    case (.pageDown, []): _ = moveInList(by: 5)
    case (.pageUp, []): _ = moveInList(by: -5)
    case (.left, []) where button != nil: moveFocus(by: -1)
    case (.right, []) where button == .proceed: moveFocus(by: 1)
    default: edit(.key(chord))
    }
    return .taken
  }

  /// Something goes to the field with the keyboard.
  mutating func edit(_ event: InputEvent) {
    guard fields.indices.contains(focus) else { return }
    refusal = nil
    switch fields[focus].content {
    case .text(var field):
      if field.handle(event) { fields[focus].content = .text(field) }
    case .toggle(let isOn):
      if case .key(let chord) = event, [" ", KeyChord(.left), KeyChord(.right)].contains(chord) {
        fields[focus].content = .toggle(!isOn)
      }
    case .choice(let options, let index):
      guard case .key(let chord) = event else { return }
      if chord == KeyChord(.right) || chord == " " { fields[focus].choose((index + 1) % max(1, options.count)) }
      if chord == KeyChord(.left) { fields[focus].choose((index + options.count - 1) % max(1, options.count)) }
    case .list(let options, let index):
      if case .key(let chord) = event, case .character(let letter) = chord.key, chord.modifiers.isEmpty {
        jump(to: letter, options, from: index)
      }
    }
  }

  /// The keyboard goes to a field.
  mutating func setFocus(_ index: Int) { focus = max(0, min(index, fields.count + 1)) }

  /// To the answer that begins with what is being typed; a letter that leads to none begins anew, at the next answer.
  private mutating func jump(to letter: Character, _ options: [FormOption], from index: Int) {
    func place(of text: String, from first: Int) -> Int? {
      options.indices.map { (first + $0) % options.count }.first { options[$0].title.lowercased().hasPrefix(text) }
    }
    let longer = search + letter.lowercased()
    if !search.isEmpty, let found = place(of: longer, from: index) {
      search = longer
      fields[focus].choose(found)
    } else if let found = place(of: letter.lowercased(), from: index + 1) {
      search = letter.lowercased()
      fields[focus].choose(found)
    }
  }

  /// Moves within the list that has the keyboard; false where it ends, or there is none.
  @discardableResult
  private mutating func moveInList(by step: Int) -> Bool {
    guard fields.indices.contains(focus), case .list(let options, let index) = fields[focus].content else {
      return false
    }
    let next = max(0, min(index + step, options.count - 1))
    guard next != index else { return false }
    refusal = nil
    search = ""
    fields[focus].choose(next)
    return true
  }

  /// The wheel chooses in the list, if there is one.
  mutating func scrollList(by step: Int) {
    guard let list = fields.firstIndex(where: { !$0.isOneRow }) else { return }
    focus = list
    moveInList(by: step)
  }

  /// To the next thing that can have the keyboard, round the ends.
  private mutating func moveFocus(by step: Int) {
    let places = shown + [fields.count, fields.count + 1]
    let place = places.firstIndex(of: focus) ?? 0
    search = ""
    focus = places[(place + step + places.count) % places.count]
  }
}
