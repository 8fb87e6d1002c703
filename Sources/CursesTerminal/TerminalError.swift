/// Why there is no terminal to draw on.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// Neither the terminal's own type nor any fall-back is in the terminfo database.
  case unknownType(String)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notATerminal: "standard input and output are not a terminal"
    case .unknownType(let type):
      "no terminfo entry for TERM=\(type), nor for xterm-256color or xterm: install ncurses-base"
    }
  }
}
