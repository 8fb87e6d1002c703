/// When colours are used.
public enum ColorPolicy: String, Hashable, Sendable, CaseIterable {
  /// Never.
  case never
  /// If the terminal has them and `NO_COLOR` doesn't forbid it.
  case auto
  /// If the terminal has them, whatever `NO_COLOR` says.
  case always
}

/// What the user wants of the terminal.
public struct TerminalOptions: Hashable, Sendable {
  /// When colours are used.
  public var color: ColorPolicy
  /// Whether `NO_COLOR` is set to anything but nothing (no-color.org).
  public var noColor: Bool
  /// Whether to draw in ASCII even where the locale has more.
  public var asciiOnly: Bool
  /// Whether to ask for reports of the mouse.
  public var mouse: Bool

  /// What the user wants; by default all that the terminal has.
  public init(color: ColorPolicy = .auto, noColor: Bool = false, asciiOnly: Bool = false, mouse: Bool = true) {
    self.color = color
    self.noColor = noColor
    self.asciiOnly = asciiOnly
    self.mouse = mouse
  }

  var allowsColor: Bool {
    switch color {
    case .never: false
    case .auto: !noColor
    case .always: true
    }
  }
}
