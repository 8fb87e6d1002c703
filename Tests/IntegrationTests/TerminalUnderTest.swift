#if canImport(CVTerm)
  import CVTerm
  import Glibc
  import Screen

  /// A program running in a terminal of its own, whose screen libvterm keeps.
  final class TerminalUnderTest {
    /// Why a program could not be run.
    struct Failure: Error {
      var call: String
      var code: Int32
    }

    let process: pid_t
    private(set) var size: Size
    /// All that the program has written.
    private(set) var output: [UInt8] = []
    let screen: VirtualScreen
    private var master: Int32
    private var hasEnded = false
    private var status: Int32?

    /// Starts `program` as the leader of a session whose terminal is the new one. Nothing of this process's environment
    /// is passed on.
    init(
      _ program: String, _ arguments: [String] = [], size: Size = Size(columns: 80, rows: 24),
      environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    ) throws {
      self.size = size
      screen = VirtualScreen(size: size)
      var window = winsize(
        ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
      var slave: Int32 = -1
      var master: Int32 = -1
      var name = [CChar](repeating: 0, count: 128)
      guard openpty(&master, &slave, &name, nil, &window) == 0 else { throw Failure(call: "openpty", code: errno) }
      defer { close(slave) }
      _ = fcntl(master, F_SETFD, FD_CLOEXEC)
      self.master = master
      let spawn = TerminalSpawn(program: program, arguments: arguments, environment: environment)
      let path = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      process = try spawn.start(onTerminal: String(decoding: path, as: UTF8.self))
    }

    deinit {
      if status == nil {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
      }
      if master >= 0 { close(master) }
    }

    /// Types bytes, as they would come from a keyboard or a mouse.
    func send(_ keys: String) {
      send(Array(keys.utf8))
    }

    /// Types bytes.
    func send(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }

    /// Clicks with the left button, reported in the form the program asked for, if it asked.
    func click(_ position: Position) {
      if reportsMouse { send(screen.click(position)) }
    }

    /// Changes the size; the program gets SIGWINCH.
    func resize(to size: Size) {
      var window = winsize(ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
      self.size = size
      screen.resize(to: size)
      _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    }

    /// What can be read on the screen.
    var text: String { screen.text }

    /// Whether the program wants reports of the mouse: it has set mode 1000 and not reset it.
    var reportsMouse: Bool {
      let written = String(decoding: output, as: UTF8.self)
      return written.split(separator: "\u{1B}[?1000").dropFirst().last?.first == "h"
    }

    /// The settings of the line, as the program has left them.
    var lineFlags: (input: UInt32, output: UInt32, local: UInt32) {
      var settings = termios()
      tcgetattr(master, &settings)
      return (settings.c_iflag, settings.c_oflag, settings.c_lflag)
    }

    /// Takes in output until `predicate` holds. Returns whether it does, at the latest when the time is over or the
    /// program has ended.
    func wait(within limit: Duration = .seconds(10), until predicate: (TerminalUnderTest) -> Bool) -> Bool {
      let clock = ContinuousClock()
      let end = clock.now + limit
      while !predicate(self) {
        guard !hasEnded, takeIn(within: clock.now.duration(to: end)) else { return predicate(self) }
      }
      return true
    }

    /// Takes in output until the screen shows `text`.
    func waitFor(_ text: String, within limit: Duration = .seconds(10)) -> Bool {
      wait(within: limit) { $0.text.contains(text) }
    }

    /// Takes in output until the program closes the terminal; returns how the program ended, as waitpid(2) tells it.
    func waitForEnd(within limit: Duration = .seconds(10)) -> Int32? {
      if let status { return status }
      guard wait(within: limit, until: { $0.hasEnded }) else { return nil }
      var status: Int32 = 0
      guard waitpid(process, &status, 0) == process else { return nil }
      self.status = status
      return status
    }

    /// Does what a shell does while the program is stopped: gives the line ordinary settings and writes.
    func disturb() {
      var settings = termios()
      tcgetattr(master, &settings)
      settings.c_lflag |= UInt32(ICANON | ECHO | ISIG)
      settings.c_oflag |= UInt32(OPOST)
      tcsetattr(master, TCSANOW, &settings)
      send(screen.feed(Array("\u{1B}[2J\u{1B}[H$ ".utf8)))
    }

    /// Takes the terminal away, as when a connection breaks; returns how the program ended.
    func hangUp() -> Int32? {
      close(master)
      master = -1
      hasEnded = true
      return waitForEnd()
    }

    /// Waits for output and takes it in; false when none came in time.
    private func takeIn(within limit: Duration) -> Bool {
      let milliseconds = limit / Duration.milliseconds(1)
      guard milliseconds > 0 else { return false }
      var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Int32(min(milliseconds.rounded(.up), 60_000))) > 0 else { return false }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(master, &bytes, bytes.count)
      guard count > 0 else {
        // EIO: no process has the terminal open any more.
        hasEnded = true
        return true
      }
      output += bytes.prefix(count)
      send(screen.feed(Array(bytes.prefix(count))))
      return true
    }
  }
#endif
