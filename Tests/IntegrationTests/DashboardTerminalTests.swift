#if canImport(CVTerm)
  import Foundation
  import Screen
  import TestSupport
  import Testing

  /// The dashboard on terminals of every size and ability.
  @Suite("The dashboard's range of terminals", .requires(.root))
  struct DashboardTerminalTests {
    private let lab: DashboardLab

    init() throws { lab = try DashboardLab() }

    @Test("A storm of resizes ends at the last size with the selection where it was")
    func resizing() throws {
      let dashboard = try lab.dashboard()
      try dashboard.click(on: "va1")
      dashboard.selects("va1")
      for step in 0..<60 {
        dashboard.terminal.resize(to: Size(columns: 60 + step * 7 % 140, rows: 15 + step * 5 % 45))
      }
      for size in [Size(columns: 200, rows: 60), Size(columns: 60, rows: 15), Size(columns: 120, rows: 40)] {
        dashboard.terminal.resize(to: size)
        dashboard.wait("is drawn at \(size)") {
          $0.rows[0].hasPrefix(" gantry") && $0.rows[size.rows - 1].hasSuffix("quit")
        }
        dashboard.selects("va1")
      }
    }

    @Test("At 60×15 the tree, the tables and the help are there", arguments: ["1", "2", "3", "4", "?"])
    func smallest(key: String) throws {
      let dashboard = try lab.dashboard(size: Size(columns: 60, rows: 15))
      dashboard.press(key)
      let title = ["1": "╭ Wiring", "2": "╭ Containers", "3": "╭ Networks", "4": "╭ Links", "?": "Keys in Wiring"]
      dashboard.shows(title[key] ?? "", key == "?" ? "Esc close" : "q quit")
    }

    @Test(
      "On a smaller screen it says what it needs, and q quits",
      arguments: [
        Size(columns: 59, rows: 24), Size(columns: 80, rows: 14), Size(columns: 5, rows: 3), Size(columns: 1, rows: 1),
      ])
    func tooSmall(size: Size) throws {
      let dashboard = try DashboardUnderTest(in: lab.host, size: size)
      dashboard.wait("is drawn") { !$0.text.filter { $0 != "\n" }.isEmpty }
      if size.columns > 50 { dashboard.shows("gantry needs 60×15, this is \(size)", "q quits") }
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
    }

    @Test(
      "Without colours no colour is sent, and the selection still stands out",
      arguments: [
        (["--color", "never"], [:]), ([], ["NO_COLOR": "1"]), ([], ["TERM": "vt220"]),
      ] as [([String], [String: String])])
    func colorless(arguments: [String], environment: [String: String]) throws {
      let dashboard = try start(arguments, environment)
      dashboard.press("4")
      dashboard.shows("╭ Links")
      #expect(dashboard.colorParameters.isEmpty)
      dashboard.selects("br-a")
    }

    @Test("--color always wins over NO_COLOR")
    func colorAlways() throws {
      let dashboard = try start(["--color", "always"], ["NO_COLOR": "1"])
      #expect(!dashboard.colorParameters.isEmpty)
    }

    @Test("With 16 colours or fewer only the basic ones are sent", arguments: ["xterm", "linux"])
    func basicColors(type: String) throws {
      let dashboard = try start([], ["TERM": type])
      dashboard.shows("live")
      let parameters = dashboard.colorParameters
      #expect(!parameters.isEmpty)
      #expect(!parameters.contains("38") && !parameters.contains("48"))
      #expect(!dashboard.terminal.text.contains("can't be used here"))
    }

    @Test(
      "--ascii, and a locale without UTF-8, send ASCII only",
      arguments: [
        (["--ascii"], [:]), ([], ["LANG": "C"]), ([], ["LC_ALL": "POSIX"]),
      ] as [([String], [String: String])])
    func ascii(arguments: [String], environment: [String: String]) throws {
      let dashboard = try start(arguments, environment)
      for key in ["2", "3", "4", "?"] { dashboard.press(key) }
      dashboard.shows("Keys in Links")
      #expect(dashboard.terminal.output.allSatisfy { $0 < 0x80 })
      #expect(dashboard.terminal.rows[2].hasPrefix("+"))
    }

    @Test(
      "A terminal type that is not known is drawn on as xterm, and that is said", arguments: ["no-such", "dumb", ""])
    func unknownType(type: String) throws {
      let dashboard = try start([], ["TERM": type])
      dashboard.shows("TERM=\(type) can't be used here: drawing as on xterm-256color")
    }

    @Test(
      "Sequences that mean nothing do nothing",
      arguments: [
        "\u{1B}[1;2;3z", "\u{1B}Oz", "\u{1B}[?64;1;2c", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}P1$r4q\u{1B}\\",
        "\u{1B}[<99;1;1M", "\u{1B}[200~q1:/\r\u{3}\u{1B}[201~", "\u{1B}[I\u{1B}[O",
        "\u{1B}[<0;200;200M\u{1B}[<0;200;200m",
        "\u{FF}\u{0}", "\u{1B}[<35;12;7M",
      ])
    func unknownSequences(bytes: String) throws {
      let dashboard = try lab.dashboard()
      dashboard.press("4")
      dashboard.shows("╭ Links")
      dashboard.press(bytes)
      expectUntouched(dashboard)
    }

    @Test("A mouse report that comes in pieces, key by key, is one report all the same")
    func looseMouseReports() throws {
      let dashboard = try lab.dashboard()
      dashboard.press("m")
      dashboard.shows("the mouse selects text in the terminal")
      dashboard.press("4")
      dashboard.shows("╭ Links")
      for piece in ["\u{1B}[", "<", "0;1", "00;3", "0", "M", "\u{1B}[<0;10", "0;30m"] { dashboard.press(piece) }
      expectUntouched(dashboard)
    }

    @Test("Bytes that are no UTF-8 do nothing")
    func brokenText() throws {
      let dashboard = try lab.dashboard()
      dashboard.press("4")
      dashboard.shows("╭ Links")
      dashboard.terminal.send([0xC3, 0x28, 0xFF, 0xFE, 0xE2, 0x82])
      dashboard.terminal.send([0x80, 0x80])
      expectUntouched(dashboard)
    }

    @Test("A steady screen costs no more than 1,000 bytes a refresh", .requires(.tool("busybox")))
    func bytes() throws {
      let dashboard = try lab.dashboard()
      // Other tests' namespaces come and go below; only what is ours is looked at.
      dashboard.press("/\(lab.subnet).\r")
      dashboard.shows("/\(lab.subnet).", "Esc back")
      let seconds = 6
      let traffic = try lab.host.command(
        "busybox", ["ping", "-q", "-c", "\(seconds * 5)", "-i", "0.2", "-s", "600", "\(lab.subnet).2"]
      ).start()
      dashboard.showsRow("va0", "k")
      let before = dashboard.terminal.output.count
      var refreshes = 0
      var last = dashboard.terminal.output.count
      dashboard.wait("the traffic ends") { terminal in
        if terminal.output.count > last { refreshes += 1 }
        last = terminal.output.count
        return !traffic.isRunning
      }
      #expect(refreshes > 0)
      #expect(dashboard.terminal.output.count - before <= seconds * 1000)
    }

    private func start(_ arguments: [String], _ environment: [String: String]) throws -> DashboardUnderTest {
      let nowhere = ["DOCKER_HOST": "unix:///run/\(lab.host.name)/none.sock"]
      let variables = DashboardUnderTest.unicode.merging(environment) { _, new in new }
      let dashboard = try DashboardUnderTest(
        running: GantryUnderTest.path, arguments, in: lab.host,
        environment: variables.merging(nowhere) { own, _ in own })
      dashboard.showsRow("br-a", "\(lab.subnet).1/24")
      return dashboard
    }

    /// The program goes on in the Links view, and answers the next key.
    private func expectUntouched(
      _ dashboard: DashboardUnderTest, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      dashboard.press("b")
      dashboard.shows("bytes, powers of 1024", "╭ Links", sourceLocation: sourceLocation)
      dashboard.selects("br-a", sourceLocation: sourceLocation)
      for sign in ["/q", "Commands ─", "Keys in"] {
        #expect(!dashboard.terminal.text.contains(sign), sourceLocation: sourceLocation)
      }
    }
  }

  extension DashboardUnderTest {
    /// The parameters of SGR sequences that choose a colour.
    fileprivate var colorParameters: Set<String> {
      var found: Set<String> = []
      for match in written.matches(of: #/\u{1B}\[([0-9;]*)m/#) {
        found.formUnion(match.1.split(separator: ";").map(String.init))
      }
      return found.filter { Int($0).map { (30...49).contains($0) || (90...107).contains($0) } ?? false }
    }
  }
#endif
