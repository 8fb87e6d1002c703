#if canImport(CVTerm)
  import Screen
  import TestSupport
  import Testing

  /// A host of its own with two namespaces, `one` and `two`, and a dashboard that changes it.
  struct ChangingHost {
    let host: IsolatedHost

    init() throws {
      host = try IsolatedHost()
      for name in ["one", "two"] { try host.run("ip", "netns", "add", name) }
    }

    private static let environment = DashboardUnderTest.unicode.merging(IsolatedHost.environment) { own, _ in own }
      .merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { own, _ in own }

    /// Whoever writes a file has to wait for it, so that somebody can see how a plan gets on: strace holds fsync(2) up.
    private static let slowly = [
      "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:delay_enter=150000",
    ]

    /// The dashboard, once its first picture is on the screen.
    /// - Parameters:
    ///   - isSlow: a step of a plan takes a third of a second.
    ///   - first: a row of that picture, or of what stands before it.
    func dashboard(
      _ arguments: String..., size: Size = DashboardUnderTest.standardSize, isSlow: Bool = false,
      first: [String] = ["two", "named namespace"]
    ) throws -> DashboardUnderTest {
      let program = (isSlow ? Self.slowly : []) + [GantryUnderTest.path]
      let dashboard = DashboardUnderTest(
        on: try TerminalUnderTest(
          #require(Command.find("nsenter")), host.entering + program + arguments, size: size,
          environment: Self.environment))
      dashboard.wait("shows a row with \(first)") { $0.rows.contains { first.allSatisfy($0.contains) } }
      return dashboard
    }

    /// `ip` in a namespace, or in the host's.
    func ip(_ arguments: String..., in namespace: String? = nil) throws -> String {
      try host.command("ip", (namespace.map { ["-n", $0] } ?? []) + arguments)()
    }

    /// Links but for the kernel's own numbers, addresses, routes, and the files that gantry keeps.
    func picture() throws -> [String] {
      var lines: [String] = try files()
      for namespace in [nil, "one", "two"] {
        for text in [
          try ip("-brief", "link", in: namespace), try ip("-4", "-brief", "address", in: namespace),
          try ip("route", in: namespace),
        ] {
          lines.append("\(namespace ?? "host"): \(text)")
        }
      }
      return lines
    }

    private func files() throws -> [String] {
      try host.run("sh", "-c", "find /run/gantry -name '*.json' -o -name '*.new' 2>/dev/null; true")
        .split(separator: "\n").map(String.init).sorted()
    }
  }

  extension DashboardUnderTest {
    /// Goes through the preview that is on the screen, and waits for the end.
    func carryOut(_ result: String, sourceLocation: SourceLocation = #_sourceLocation) {
      shows("[ Carry out ]", sourceLocation: sourceLocation)
      press("\r")
      shows("✓ \(result)", sourceLocation: sourceLocation)
    }

    /// The same where Cancel has the keyboard, as something may be lost.
    func insist(_ result: String, sourceLocation: SourceLocation = #_sourceLocation) {
      shows("[ Carry out ]", "destructive", sourceLocation: sourceLocation)
      press("\t\r")
      shows("✓ \(result)", sourceLocation: sourceLocation)
    }

    /// The network `lab` on 10.77.0.0/24.
    func createLab() {
      press("n")
      shows("New network")
      press("lab\t\t10.77.0.0/24")
      showsRow("Gateway", "10.77.0.1")
      press("\r")
      carryOut("create network lab")
    }

    /// Selects the row of a namespace that is not attached yet. Clicks again where a list that grew at that moment had
    /// another row there.
    func select(_ namespace: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      let row = "\(namespace) ─ named"
      for _ in 0..<4 {
        showsRow(row, sourceLocation: sourceLocation)
        try click(on: row, sourceLocation: sourceLocation)
        guard !terminal.wait(within: .seconds(5), until: { $0.selectedRow?.contains(row) ?? false }) else { return }
      }
      selects(row, sourceLocation: sourceLocation)
    }

    /// Attaches a namespace to the network that is chosen by itself.
    func attach(_ namespace: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      try select(namespace, sourceLocation: sourceLocation)
      press("a")
      shows("Attach \(namespace)", "● lab", sourceLocation: sourceLocation)
      press("\r")
      carryOut("attach \(namespace) to lab", sourceLocation: sourceLocation)
    }
  }
#endif
