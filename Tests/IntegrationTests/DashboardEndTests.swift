#if canImport(CVTerm)
  import Glibc
  import Screen
  import TestSupport
  import Testing

  /// However the dashboard ends or pauses, the terminal is the user's again.
  @Suite("The dashboard gives the terminal back", .requires(.root))
  struct DashboardEndTests {
    private let lab: DashboardLab

    init() throws { lab = try DashboardLab() }

    @Test("q and Ctrl-C quit with status 0", arguments: ["q", "\u{3}"])
    func quitting(key: String) throws {
      let dashboard = try started()
      dashboard.press(key)
      #expect(try dashboard.ends() == 0)
      expectRestored(dashboard)
    }

    @Test("A signal ends it, with the status that shells give", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func signals(number: Int32) throws {
      let dashboard = try started()
      kill(dashboard.terminal.process, number)
      #expect(try dashboard.ends() == 128 + number)
      expectRestored(dashboard)
    }

    @Test("When the terminal goes away, it ends")
    func hangUp() throws {
      let dashboard = try started()
      let status = try #require(dashboard.terminal.hangUp())
      #expect(status == (128 + SIGHUP) << 8)
    }

    @Test("s opens a shell in the selected namespace, and its end leads back")
    func shell() throws {
      let dashboard = try started()
      dashboard.press("j")
      dashboard.press("j")
      dashboard.selects("va0")
      dashboard.press("s")
      dashboard.shows("A shell in the network namespace of \(lab.one.name)")
      dashboard.press("ip -brief address; exit\n")
      dashboard.wait("shows what the shell was told") { _ in dashboard.written.contains("\(lab.subnet).2/24 ") }
      dashboard.hides("A shell in the network namespace")
      dashboard.selects("va0")
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
    }

    @Test("Ctrl-Z where there is no shell says so and goes on")
    func suspendWithoutShell() throws {
      let dashboard = try started()
      dashboard.press("\u{1A}")
      dashboard.shows("there is no shell to go back to")
      dashboard.press("4")
      dashboard.shows("╭ Links")
    }

    @Test("Ctrl-Z leads to the shell, fg back to the screen as it was", .requires(.tool("bash")))
    func suspend() throws {
      let shell = try DashboardUnderTest(running: "/bin/bash", ["--norc", "--noprofile", "-i"], in: lab.host)
      shell.shows("#")
      shell.press("\(GantryUnderTest.path)\r")
      shell.showsRow("va1", "\(lab.subnet).3")
      shell.press("j")
      shell.selects("br-a")
      shell.press("\u{1A}")
      shell.shows("Stopped")
      #expect(!shell.terminal.reportsMouse)
      #expect(!shell.terminal.hidesCursor)
      shell.press("fg\r")
      shell.showsRow("va1", "\(lab.subnet).3")
      shell.selects("br-a")
      shell.wait("takes the mouse again") { _ in shell.terminal.reportsMouse }
      shell.press("q")
      shell.hides("Wiring")
      shell.press("echo status=$?\r")
      shell.shows("status=0")
    }

    /// With something on the screen before, to be found there afterwards.
    private func started() throws -> DashboardUnderTest {
      let dashboard = try DashboardUnderTest(in: lab.host)
      _ = dashboard.terminal.screen.feed(Array("on the primary screen".utf8))
      dashboard.showsRow("va1", "\(lab.subnet).3")
      #expect(dashboard.terminal.lineFlags.local & UInt32(ICANON) == 0)
      #expect(dashboard.terminal.reportsMouse)
      #expect(dashboard.terminal.hidesCursor)
      return dashboard
    }

    private func expectRestored(_ dashboard: DashboardUnderTest, sourceLocation: SourceLocation = #_sourceLocation) {
      let terminal = dashboard.terminal
      let cooked = UInt32(ICANON | ECHO | ISIG)
      #expect(terminal.text.hasPrefix("on the primary screen"), sourceLocation: sourceLocation)
      #expect(terminal.lineFlags.local & cooked == cooked, sourceLocation: sourceLocation)
      #expect(terminal.lineFlags.output & UInt32(OPOST) != 0, sourceLocation: sourceLocation)
      #expect(!terminal.reportsMouse, sourceLocation: sourceLocation)
      #expect(!terminal.hidesCursor, sourceLocation: sourceLocation)
      // Nothing but control sequences once the screen was given back.
      let (ending, words) = (dashboard.terminal.output.suffix(2), dashboard.written)
      #expect(!ending.contains(0x0A) && !words.contains("ExitCode"), sourceLocation: sourceLocation)
    }
  }
#endif
