#if canImport(CVTerm)
  import Glibc
  import Screen
  import Testing

  // A frame is there as a whole when the last row is: its size and the corner are waited for.
  @Suite("CursesTerminal in a real terminal")
  struct CursesTerminalTests {
    static let unicode = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    static func probe(
      _ arguments: String..., environment: [String: String] = unicode, size: Size = Size(columns: 60, rows: 12)
    ) throws -> TerminalUnderTest {
      try TerminalUnderTest(
        BuiltProduct.path("TerminalProbe"), arguments, size: size, environment: environment)
    }

    @Test("A frame reaches the terminal cell by cell, wide and combining characters in their places")
    func unicodeScreen() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      #expect(
        terminal.text == """
          ╭ Probe ───────────────────────────────────────────────────╮
          │colors 256 unicode                                        │
          │good bad under selected                                   │
          │漢字 é é x\\x1b[31m                                        │
          │═══╳═══ ⣿                                                 │
          │no notice                                                 │
          │last: nothing                                             │
          │                                                          │
          │                                                          │
          │                                                          │
          │                                                          │
          ╰────────────────────────────────────────────────── 60x12 ─╯
          """)
    }

    @Test("Styles arrive as colours and attributes of the theme")
    func attributes() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      let good = terminal.screen[Position(column: 1, row: 2)]
      #expect(good.foreground == 29 && !good.isBold)
      let bad = terminal.screen[Position(column: 6, row: 2)]
      #expect(bad.foreground == 167 && bad.isBold)
      #expect(terminal.screen[Position(column: 10, row: 2)].isUnderlined)
      let selected = terminal.screen[Position(column: 17, row: 2)]
      #expect(selected.foreground == 231 && selected.background == 25)
    }

    @Test(
      "Colours and characters follow the terminal's type, the locale and the options",
      arguments: [
        ("xterm-256color", ["LANG": "C"], [], "colors 256 ascii"),
        ("xterm-256color", [:], [], "colors 256 unicode"),
        ("xterm-256color", ["LANG": "C.UTF-8"], ["--ascii"], "colors 256 ascii"),
        ("xterm", ["LANG": "C.UTF-8"], [], "colors 16 unicode"),
        ("vt220", ["LANG": "C.UTF-8"], [], "colors 0 unicode"),
        ("xterm-256color", ["LANG": "C.UTF-8"], ["--color=never"], "colors 0 unicode"),
      ] as [(String, [String: String], [String], String)])
    func capabilities(type: String, locale: [String: String], options: [String], expected: String) throws {
      let terminal = try TerminalUnderTest(
        BuiltProduct.path("TerminalProbe"), options, environment: locale.merging(["TERM": type]) { $1 })
      #expect(terminal.waitFor(expected))
    }

    @Test("An ASCII screen is laid out as the Unicode one")
    func asciiScreen() throws {
      let terminal = try Self.probe("--ascii")
      #expect(terminal.waitFor("60x12 -+"))
      #expect(terminal.screen.text(ofRow: 0) == "+ Probe " + String(repeating: "-", count: 51) + "+")
      #expect(terminal.screen.text(ofRow: 3).hasPrefix(#"|???? ? e x\x1b[31m"#))
      #expect(terminal.screen.text(ofRow: 4).hasPrefix("|===x=== ?"))
    }

    @Test(
      "A terminal type that is not known is drawn on as xterm, and that is said", arguments: ["no-such", "dumb", ""])
    func unknownType(type: String) throws {
      let terminal = try TerminalUnderTest(
        BuiltProduct.path("TerminalProbe"), environment: ["TERM": type, "LANG": "C.UTF-8"])
      #expect(terminal.waitFor("TERM=\(type) can't be used here: drawing as on xterm-256color"))
    }

    @Test("Keys, reports of the mouse and pastes come as events, a lone Escape by time")
    func input() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      terminal.send("\u{1B}[1;5C")
      #expect(terminal.waitFor("last: key(ctrl-right)"))
      terminal.send("\u{1B}")
      #expect(terminal.waitFor("last: key(esc)"))
      terminal.send("\u{1B}[200~pasted\u{1B}[201~")
      #expect(terminal.waitFor("last: paste(\"pasted\")"))
      #expect(terminal.waitFor("│pasted "))
      terminal.click(Position(column: 4, row: 3))
      #expect(terminal.waitFor("last: release 4,3"))
      terminal.send("m")
      #expect(terminal.waitFor("last: key(m)"))
      #expect(!terminal.reportsMouse)
    }

    @Test("A resize is drawn at the new size")
    func resize() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      for size in [Size(columns: 100, rows: 30), Size(columns: 40, rows: 8), Size(columns: 80, rows: 24)] {
        terminal.resize(to: size)
        #expect(terminal.waitFor("\(size.columns)x\(size.rows) ─╯"))
        #expect(terminal.screen.text(ofRow: 0) == "╭ Probe " + String(repeating: "─", count: size.columns - 9) + "╮")
      }
    }

    @Test("After a suspension the screen is drawn again")
    func suspend() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      terminal.send("s")
      #expect(terminal.waitFor("last: key(s)"))
      #expect(terminal.screen.text(ofRow: 0).hasPrefix("╭ Probe ─"))
      #expect(String(decoding: terminal.output, as: UTF8.self).contains("in the shell"))
    }

    @Test(
      "What is copied goes to the terminal's clipboard",
      arguments: [("gantry", "Z2FudHJ5"), ("eth0", "ZXRoMA=="), ("é漢", "w6nmvKI="), ("", "")])
    func clipboard(text: String, encoded: String) throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("last: nothing"))
      terminal.send("\u{1B}[200~\(text)\u{1B}[201~")
      #expect(terminal.wait { String(decoding: $0.output, as: UTF8.self).contains("\u{1B}]52;c;\(encoded)\u{1B}\\") })
    }

    @Test("A process that was stopped from outside takes the terminal over again when it goes on")
    func stoppedFromOutside() throws {
      let terminal = try Self.probe()
      #expect(terminal.waitFor("60x12 ─╯"))
      terminal.disturb()
      #expect(!terminal.text.contains("last: nothing"))
      #expect(terminal.lineFlags.local & UInt32(ICANON) != 0)
      kill(terminal.process, SIGCONT)
      #expect(terminal.waitFor("last: nothing"))
      #expect(terminal.waitFor("60x12 ─╯"))
      #expect(terminal.lineFlags.local & UInt32(ICANON | ECHO) == 0)
    }

    @Test("Only what changed is sent")
    func difference() throws {
      let terminal = try Self.probe()
      // The last of the first frame, but for the cursor.
      #expect(terminal.waitFor("60x12 ─╯"))
      let before = terminal.output.count
      terminal.send("\u{1B}[A")
      #expect(terminal.waitFor("last: key(up)"))
      #expect(terminal.output.count - before < 80)
    }

    @Test(
      "Every way out gives the terminal back as it was",
      arguments: [
        ("q", [0]), ("x", [7 << 8]), ("!", [SIGABRT]), ("#", [SIGILL, SIGTRAP]), ("~", [SIGSEGV]), ("t", [SIGTERM]),
      ] as [(String, [Int32])])
    func restoration(key: String, expected: [Int32]) throws {
      // Swift's own crash reporter would ask questions on the terminal.
      let terminal = try Self.probe(environment: Self.unicode.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 })
      _ = terminal.screen.feed(Array("on the primary screen".utf8))
      #expect(terminal.waitFor("60x12 ─╯"))
      #expect(terminal.lineFlags.local & UInt32(ICANON) == 0)
      #expect(terminal.reportsMouse)
      terminal.send(key)
      let status = try #require(terminal.waitForEnd())
      // Without the bit that tells of a core dump.
      #expect(expected.contains(status & 0xFF7F))
      #expect(terminal.text.hasPrefix("on the primary screen"))
      #expect(terminal.lineFlags.local & UInt32(ICANON | ECHO | ISIG) == UInt32(ICANON | ECHO | ISIG))
      #expect(!terminal.reportsMouse)
    }

    @Test("A program whose terminal goes away learns it from its input")
    func hangUp() throws {
      let terminal = try Self.probe("--ignore-hangup")
      #expect(terminal.waitFor("60x12 ─╯"))
      #expect(terminal.hangUp() == 5 << 8)
    }

    @Test("Where there is no terminal, that is said")
    func noTerminal() throws {
      let shell = try TerminalUnderTest(
        "/bin/sh", ["-c", "\(BuiltProduct.path("TerminalProbe")) < /dev/null"], environment: Self.unicode)
      #expect(shell.waitFor("probe: standard input and output are not a terminal"))
    }
  }
#endif
