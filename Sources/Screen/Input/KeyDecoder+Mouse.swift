extension KeyDecoder {
  /// A press that may become a double click.
  struct Press: Sendable {
    var button: MouseEvent.Button
    var position: Position
    var time: UInt64
  }

  /// The report with a second press in time made a double click.
  mutating func counted(_ report: MouseEvent, now: UInt64) -> MouseEvent {
    guard case .press(let button) = report.action else { return report }
    if let last = lastPress, last.button == button, last.position == report.position,
      now &- last.time <= doubleClickTime
    {
      lastPress = nil
      return MouseEvent(.doubleClick(button), at: report.position, report.modifiers)
    }
    lastPress = Press(button: button, position: report.position, time: now)
    return report
  }
}

extension MouseEvent {
  /// A report in the coding that X10 and SGR share (ctlseqs, "Mouse Tracking"). `column` and `row` count from 1.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    let position = Position(column: column - 1, row: row - 1)
    let modifiers = Modifiers(code: code)
    guard let action = Action(code: code & ~0b1_1100, isRelease: isRelease), column > 0, row > 0 else { return nil }
    self.init(action, at: position, modifiers)
  }
}

extension Modifiers {
  fileprivate init(code: Int) {
    self = []
    if code & 4 != 0 { insert(.shift) }
    if code & 8 != 0 { insert(.alt) }
    if code & 16 != 0 { insert(.control) }
  }
}

extension MouseEvent.Action {
  fileprivate init?(code: Int, isRelease: Bool) {
    switch code {
    case 0...2 where isRelease, 3: self = .release
    case 0: self = .press(.left)
    case 1: self = .press(.middle)
    case 2: self = .press(.right)
    case 32: self = .drag(.left)
    case 33: self = .drag(.middle)
    case 34: self = .drag(.right)
    case 64: self = .wheelUp
    case 65: self = .wheelDown
    case 66: self = .wheelLeft
    case 67: self = .wheelRight
    default: return nil
    }
  }
}
