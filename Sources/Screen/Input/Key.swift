/// A key, without the modifiers held with it.
public enum Key: Hashable, Sendable {
  /// A key that writes something. Shift is part of the character; with Control, letters are lower case.
  case character(Character)
  /// An arrow key.
  case up, down, left, right
  /// A key that moves far.
  case pageUp, pageDown, home, end
  /// Tab. Shift-Tab is this key with `.shift`.
  case tab
  /// Return, or Enter of the keypad.
  case enter
  /// Escape.
  case escape
  /// Takes away the character before the cursor.
  case backspace
  /// Takes away the character at the cursor.
  case delete
  /// Insert.
  case insert
  /// F1 to F12, by number.
  case function(Int)
}

/// The modifiers held with a key or a mouse button.
public struct Modifiers: OptionSet, Hashable, Sendable {
  /// The bits, as xterm counts them in its reports (ctlseqs, "PC-Style Function Keys").
  public var rawValue: Int

  /// A set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Shift.
  public static let shift = Modifiers(rawValue: 1)
  /// Alt, or Meta.
  public static let alt = Modifiers(rawValue: 2)
  /// Control.
  public static let control = Modifiers(rawValue: 4)
}
