public import Screen

/// Which key does what.
public struct Keymap: Hashable, Sendable {
  /// One key with what it does.
  public struct Binding: Hashable, Sendable {
    /// The key.
    public var chord: KeyChord
    /// What it does.
    public var action: Action

    /// A key that does something.
    public init(_ chord: KeyChord, _ action: Action) {
      self.chord = chord
      self.action = action
    }
  }

  /// The bindings, in the order the help lists them; the first one of an action is the one that hints show.
  public var bindings: [Binding]

  /// A map of these bindings.
  public init(_ bindings: [Binding]) { self.bindings = bindings }

  /// What a key does.
  public func action(for chord: KeyChord) -> Action? { bindings.first { $0.chord == chord }?.action }

  /// The keys of an action, the one to show first.
  public func chords(for action: Action) -> [KeyChord] { bindings.filter { $0.action == action }.map(\.chord) }

  /// The key of an action as a hint shows it; nil where it has none.
  func hint(for action: Action, _ glyphs: Glyphs) -> String? { chords(for: action).first?.hint(glyphs) }
}

extension KeyChord {
  /// The key as hints and the help show it: a sign or a name as on the key.
  func hint(_ glyphs: Glyphs) -> String {
    let hasArrows = glyphs.repertoire == .unicode
    return switch (key, modifiers) {
    case (.up, []): hasArrows ? "↑" : "Up"
    case (.down, []): hasArrows ? "↓" : "Down"
    case (.left, []): hasArrows ? "←" : "Left"
    case (.right, []): hasArrows ? "→" : "Right"
    case (.enter, []): "Enter"
    case (.escape, []): "Esc"
    case (.tab, []): "Tab"
    case (.tab, .shift): "Shift-Tab"
    case (.pageUp, []): "PgUp"
    case (.pageDown, []): "PgDn"
    case (.home, []): "Home"
    case (.end, []): "End"
    case (.character(let letter), .control): "Ctrl-\(letter.uppercased())"
    default: description
    }
  }
}
