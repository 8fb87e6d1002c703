#if canImport(CVTerm)
  import Foundation
  import Screen
  import TestSupport
  import Testing

  @Suite("Long pages", .requires(.root))
  struct PagerTests {
    private let lab: CommandLab
    private let directory: TemporaryDirectory

    private static let routes = (0..<200).map { "10.79.\($0).0/24" }

    init() throws {
      lab = try CommandLab()
      directory = try TemporaryDirectory()
      let commands = Self.routes.map { "route add \($0) via 10.78.0.1\n" }
      try Command("ip", "-n", lab.one.name, "-batch", "-").with(input: commands.joined())()
    }

    /// Runs a command on a terminal; answers what it wrote there, and what its pager got.
    private func run(_ arguments: String..., pager: String, rows: Int = 24) throws -> (screen: String, paged: String) {
      let file = try directory.write("", to: "paged")
      let terminal = try TerminalUnderTest(
        #require(Command.find("nsenter")), ["--net=\(lab.host.path)", GantryUnderTest.path] + arguments,
        size: Size(columns: 100, rows: rows),
        environment: [
          "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "DOCKER_HOST": "unix:///run/none.sock",
          "GANTRY_PAGER": pager.replacingOccurrences(of: "FILE", with: file),
        ])
      #expect(terminal.waitForEnd(within: .seconds(30)) == 0)
      return (String(decoding: terminal.output, as: UTF8.self), try TextFile.read(file))
    }

    @Test("What is longer than the screen goes to the pager, all of it, and says how much there is")
    func long() throws {
      let (screen, paged) = try run("show", lab.one.name, pager: "cat >FILE; echo the pager has ended")
      #expect(screen.contains("the pager has ended") && !screen.contains("10.79.100.0/24"))
      #expect(paged.contains("Routes (20"))
      #expect(Self.routes.allSatisfy(paged.contains))
    }

    @Test("What fits is written, as is everything where no pager is wanted, or it cannot be started")
    func unpaged() throws {
      let name = lab.one.name
      let answers = [
        try run("show", name, pager: "cat >FILE", rows: 2_000), try run("show", name, "--no-pager", pager: "cat >FILE"),
        try run("show", name, pager: ""), try run("show", name, pager: "cat"),
        try run("show", name, pager: "/no/such/pager 2>/dev/null"),
      ]
      for (screen, paged) in answers {
        #expect(Self.routes.allSatisfy(screen.contains))
        #expect(paged.isEmpty)
      }
    }

    @Test("A pipe gets all of it")
    func piped() throws {
      var gantry = lab.gantry
      gantry.environment["GANTRY_PAGER"] = "false"
      let output = try gantry.run("show", lab.one.name)
      #expect(output.status == 0)
      #expect(Self.routes.allSatisfy(output.standardOutput.contains))
      #expect(output.standardOutput.contains("\nRoutes (20"))
    }
  }
#endif
