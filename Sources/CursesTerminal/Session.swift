import CNCurses
import Glibc

/// ncurses started on a terminal.
struct Session {
  let screen: OpaquePointer
  let notice: String?

  /// Starts ncurses for a terminal of `type`; if that is not known, or can't place a cursor, for the type that nearly
  /// every terminal emulates.
  init(type: String) throws(TerminalError) {
    let handlers = SignalDispositions(of: [SIGINT, SIGTERM, SIGTSTP, SIGWINCH])
    defer { handlers.restore() }
    for candidate in [type, "xterm-256color", "xterm"] {
      guard let screen = Self.start(candidate) else { continue }
      self.screen = screen
      notice = candidate == type ? nil : "TERM=\(type) can't be used here: drawing as on \(candidate)"
      return
    }
    throw .unknownType(type)
  }

  private static func start(_ type: String) -> OpaquePointer? {
    guard !type.isEmpty, let screen = nc_newterm(type) else { return nil }
    if nc_has_ansi_cursor() { return screen }
    endwin()
    delscreen(screen)
    return nil
  }

  /// Keys come one by one and none of them makes a signal; drawing is not held up by what has been typed ahead.
  static func configure() {
    raw()
    noecho()
    nonl()
    typeahead(-1)
    def_prog_mode()
  }
}
