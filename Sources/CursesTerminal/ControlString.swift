/// Bytes that set a mode of the terminal (xterm's ctlseqs, "Private Modes"). Terminals without the mode ignore them.
struct ControlString {
  let bytes: [UInt8]

  private init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Bracketed paste.
  static let pasteOn = ControlString("\u{1B}[?2004h")
  static let pasteOff = ControlString("\u{1B}[?2004l")
  /// Presses and releases of the mouse's buttons, in SGR form where there is a choice.
  static let mouseOn = ControlString("\u{1B}[?1000h\u{1B}[?1006h")
  static let mouseOff = ControlString("\u{1B}[?1006l\u{1B}[?1000l")

  /// Sets the clipboard.
  static func clipboard(_ text: String) -> ControlString {
    ControlString("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{1B}\\")
  }

  /// All that undoes what ncurses and the above did, without asking terminfo: mouse and paste off, colours off, cursor
  /// on, back from the alternate screen.
  static let restoring = ControlString(
    "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[0m\u{1B}(B\u{1B}[?25h\u{1B}[?1l\u{1B}>\u{1B}[?1049l\r")
}
