import CursesTerminal
import Glibc
import Screen

/// A program for the tests of CursesTerminal to run in a terminal: it shows what it knows of the terminal and what
/// comes from it. `q` quits, `x` leaves by exit(3), `!`, `#` and `~` crash, `t` gets SIGTERM,
/// a paste is copied, `s` suspends and resumes, `m` turns the mouse off.
@main
struct TerminalProbe {
  private let terminal: CursesTerminal
  private var field = TextField()
  private var log: [String] = []

  static func main() {
    if CommandLine.arguments.contains("--ignore-hangup") { signal(SIGHUP, SIG_IGN) }
    do {
      var probe = TerminalProbe(terminal: try CursesTerminal(options: options()))
      probe.run()
    } catch {
      print("probe: \(error)")
      exit(1)
    }
  }

  private init(terminal: CursesTerminal) {
    self.terminal = terminal
  }

  private static func options() -> TerminalOptions {
    let arguments = CommandLine.arguments
    return TerminalOptions(
      color: arguments.contains("--color=never") ? .never : .auto, asciiOnly: arguments.contains("--ascii"))
  }

  private mutating func run() {
    let signals = SignalPipe([SIGWINCH, SIGCONT])
    while true {
      terminal.present(frame())
      signals.wait(alongside: terminal.inputDescriptor, until: terminal.inputDeadline)
      for signal in signals.drain() {
        if signal == SIGCONT { terminal.redraw() } else { terminal.resize() }
      }
      for event in terminal.readEvents(now: monotonicTime()) where !handle(event) { return terminal.close() }
      if terminal.hasHungUp { exit(5) }
    }
  }

  /// Returns whether to go on.
  private mutating func handle(_ event: InputEvent) -> Bool {
    log.append(Self.describe(event))
    switch event {
    case .key("q"): return false
    case .key("!"): abort()
    case .key("#"): log[log.count] = "there is no such place"
    case .key("~"): log.append("\(Self.overflow(1))")
    case .key("t"): kill(getpid(), SIGTERM)
    case .key("x"): exit(7)
    case .paste(let text): terminal.copy(text)
    case .key("m"): terminal.setMouse(enabled: false)
    case .key("s"):
      terminal.suspend()
      print("in the shell")
      terminal.resume()
    default: break
    }
    _ = field.handle(event)
    return true
  }

  /// Calls itself until the stack is full.
  @inline(never)
  private static func overflow(_ depth: Int) -> Int {
    depth == 0 ? 0 : overflow(depth + 1) &+ depth
  }

  private static func describe(_ event: InputEvent) -> String {
    guard case .mouse(let mouse) = event else { return "\(event)" }
    return "\(mouse.action) \(mouse.position.column),\(mouse.position.row)"
  }

  private func frame() -> Frame {
    var canvas = Canvas<Int>(size: terminal.size, glyphs: terminal.capabilities.glyphs)
    let inner = canvas.box(
      canvas.bounds, title: "Probe", footer: Line("\(terminal.size.columns)x\(terminal.size.rows)"))
    let capabilities = terminal.capabilities
    let lines: [Line] = [
      Line("colors \(capabilities.colors.rawValue) \(capabilities.repertoire)"),
      Line("good ", .good) + Line("bad ", .bad.bold) + Line("under", .text.underlined)
        + Line(" selected", .text.on(.selection)),
      "漢字 é e\u{301} x\u{1B}[31m",
      canvas.glyphs.cable(.down, columns: 7) + Line(" ⣿ "),
      Line(terminal.notice ?? "no notice", .muted),
      Line("last: " + (log.last ?? "nothing")),
    ]
    canvas.draw(lines, in: inner)
    field.draw(on: &canvas, in: inner.row(lines.count))
    return canvas.frame
  }
}
