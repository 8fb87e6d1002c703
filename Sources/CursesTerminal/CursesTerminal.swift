import CNCurses
import Glibc
public import Screen

/// The terminal on standard input and output, drawn on by ncurses.
///
/// ncurses sends what differs between frames; what comes from the terminal is read as bytes and decoded by
/// `KeyDecoder`. One thread owns it: the one that made it. The caller waits on `inputDescriptor` until it can be read or
/// `inputDeadline` passes, then calls `readEvents`; on SIGWINCH it calls `resize`. No signal handler of ncurses stays.
///
/// The terminal is given back as it was on `close`, on `deinit`, on `exit(3)`, when the process crashes, and when it is
/// ended by SIGTERM, SIGHUP, SIGINT or SIGQUIT while nobody else handles or blocks them.
public final class CursesTerminal: Terminal {
  /// What it is able to do.
  public private(set) var capabilities: TerminalCapabilities
  /// What the user should know about it, such as a type that had to be guessed.
  public let notice: String?
  /// Whether the terminal has gone away: nothing can be read from it any more.
  public internal(set) var hasHungUp = false

  var decoder = KeyDecoder()
  private let settings: LineSettings
  private let screen: OpaquePointer
  private var palette: Palette
  private var shown: Frame?
  private var mode = Mode.drawing

  private enum Mode {
    case drawing, suspended, closed
  }

  /// Takes the terminal over and clears it.
  ///
  /// The locale of the process is set from the environment (`setlocale(3)`).
  public init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard let settings = LineSettings(of: STDIN_FILENO), isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    self.settings = settings
    let repertoire = Locale.activate(asciiOnly: options.asciiOnly)
    let session = try Session(type: getenv("TERM").map { String(cString: $0) } ?? "")
    screen = session.screen
    notice = session.notice
    palette = Palette(allowsColor: options.allowsColor)
    capabilities = TerminalCapabilities(
      colors: palette.theme.depth, repertoire: repertoire, hasMouse: options.mouse)
    Session.configure()
    nc_install_emergency_handlers()
    takeOver()
  }

  deinit {
    close()
  }

  /// Its size, as ncurses knows it: it changes by `resize` only, so that frame and screen agree.
  public var size: Size { Size(columns: Int(nc_columns()), rows: Int(nc_lines())) }

  /// Shows a frame: what differs from the last one goes to the terminal, in one write as a rule.
  public func present(_ frame: Frame) {
    guard mode == .drawing, frame != shown else { return }
    let writer = CellWriter(window: nc_stdscr())
    writer.write(frame, over: shown, palette: &palette)
    shown = frame
    writer.placeCursor(frame.cursor)
    wnoutrefresh(nc_stdscr())
    doupdate()
  }

  /// Sets the terminal up and draws everything anew, as when something else has written to it or changed its settings:
  /// a process that was stopped from outside finds it as the shell left it.
  public func redraw() {
    guard mode == .drawing else { return }
    reset_prog_mode()
    sendModes()
    clearok(nc_stdscr(), true)
    wnoutrefresh(nc_stdscr())
    doupdate()
  }

  /// Adapts to the size the terminal has now. Returns that size if it has changed.
  @discardableResult
  public func resize() -> Size? {
    guard mode != .closed, let now = Size(ofTerminal: STDOUT_FILENO), now != size else { return nil }
    resizeterm(Int32(now.rows), Int32(now.columns))
    shown = nil
    werase(nc_stdscr())
    return size
  }

  /// Starts or ends the reports of the mouse; without them the terminal itself selects text.
  public func setMouse(enabled: Bool) {
    capabilities.hasMouse = enabled
    if mode == .drawing { send(enabled ? .mouseOn : .mouseOff) }
  }

  /// Puts text into the terminal's clipboard (OSC 52, xterm's ctlseqs), where the terminal lets programs do so.
  public func copy(_ text: String) {
    if mode == .drawing { send(.clipboard(text)) }
  }

  /// Gives the terminal back for a while: to a shell, or while the process is stopped.
  public func suspend() {
    guard mode == .drawing else { return }
    giveBack()
    mode = .suspended
  }

  /// Takes the terminal over again after `suspend` and draws the last frame. Returns the terminal's size if it has
  /// changed meanwhile; then a frame of that size must be presented.
  @discardableResult
  public func resume() -> Size? {
    guard mode == .suspended else { return nil }
    mode = .drawing
    reset_prog_mode()
    takeOver()
    if let size = resize() { return size }
    redraw()
    return nil
  }

  /// Gives the terminal back for good. Further calls have no effect.
  public func close() {
    guard mode != .closed else { return }
    if mode == .drawing { giveBack() }
    mode = .closed
    delscreen(screen)
  }

  private func takeOver() {
    let restoring = ControlString.restoring.bytes
    restoring.withUnsafeBytes { bytes in
      withUnsafePointer(to: settings.value) {
        nc_arm_emergency(STDOUT_FILENO, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, $0)
      }
    }
    // The first refresh switches to the alternate screen, which has modes of its own in some terminals.
    wnoutrefresh(nc_stdscr())
    doupdate()
    sendModes()
  }

  private func sendModes() {
    send(.pasteOn)
    if capabilities.hasMouse { send(.mouseOn) }
  }

  private func giveBack() {
    send(.mouseOff)
    send(.pasteOff)
    endwin()
    settings.restore()
    nc_disarm_emergency()
  }

  private func send(_ control: ControlString) {
    control.bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard written > 0 || errno == EINTR else { return }
        rest = rest.dropFirst(max(0, written))
      }
    }
  }
}

@available(*, unavailable, message: "ncurses belongs to one thread")
extension CursesTerminal: Sendable {}
