/// Something that came from the terminal.
public enum InputEvent: Hashable, Sendable {
  /// A key was struck.
  case key(KeyChord)
  /// Text was pasted.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The terminal has another size now.
  case resize(Size)
  /// A report that is not known: passed over as a whole.
  case unknown([UInt8])
}

/// Something the mouse did.
public struct MouseEvent: Hashable, Sendable {
  /// A mouse button.
  public enum Button: Hashable, Sendable {
    /// The one under the index finger.
    case left
    /// The wheel pressed.
    case middle
    /// The one for menus.
    case right
  }

  /// What was done.
  public enum Action: Hashable, Sendable {
    /// A button was pressed.
    case press(Button)
    /// A button was pressed for the second time at the same place within the double-click time; it comes in place of
    /// the second press.
    case doubleClick(Button)
    /// The button was released; which one is not always told.
    case release
    /// The mouse was moved with a button held.
    case drag(Button)
    /// The wheel was turned away from the user.
    case wheelUp
    /// The wheel was turned towards the user.
    case wheelDown
    /// The wheel was tilted to the left.
    case wheelLeft
    /// The wheel was tilted to the right.
    case wheelRight
  }

  /// What was done.
  public var action: Action
  /// Where.
  public var position: Position
  /// What was held with it.
  public var modifiers: Modifiers

  /// Something the mouse did at a position.
  public init(_ action: Action, at position: Position, _ modifiers: Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}
