#if canImport(CVTerm)
  import Glibc
  import Screen
  import Synchronization
  import TestSupport
  import Testing

  /// The dashboard on a terminal of its own, started in a network namespace.
  struct DashboardUnderTest {
    let terminal: TerminalUnderTest

    static let standardSize = Size(columns: 80, rows: 24)
    static let unicode = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    /// In a namespace of a lab, without an engine.
    init(
      in namespace: LabNamespace, _ arguments: String..., size: Size = standardSize,
      environment: [String: String] = unicode
    ) throws {
      // A socket that is not there: an engine of the machine itself is none of the test's business.
      let nowhere = ["DOCKER_HOST": "unix:///run/\(namespace.name)/none.sock"]
      terminal = try Self.start(
        GantryUnderTest.path, arguments, in: namespace, size, environment.merging(nowhere) { own, _ in own })
    }

    /// On the host of an engine.
    init(
      beside engine: EngineUnderTest, _ arguments: String..., size: Size = standardSize,
      environment: [String: String] = unicode
    ) throws {
      terminal = try Self.start(
        GantryUnderTest.path, arguments, in: engine.namespace, size,
        environment.merging(["DOCKER_HOST": engine.host]) { own, _ in own })
    }

    /// Any program in a namespace, such as a shell to start the dashboard from.
    init(
      running program: String, _ arguments: [String], in namespace: LabNamespace,
      environment: [String: String] = unicode
    ) throws {
      terminal = try Self.start(program, arguments, in: namespace, Self.standardSize, environment)
    }

    /// On a terminal that it runs on already.
    init(on terminal: TerminalUnderTest) { self.terminal = terminal }

    /// `nsenter` becomes the program: its process is the one that signals reach.
    private static func start(
      _ program: String, _ arguments: [String], in namespace: LabNamespace, _ size: Size,
      _ environment: [String: String]
    ) throws -> TerminalUnderTest {
      try TerminalUnderTest(
        #require(Command.find("nsenter")), ["--net=\(namespace.path)", "--", program] + arguments, size: size,
        environment: environment)
    }

    func press(_ keys: String) { terminal.send(keys) }

    /// Clicks on the first cell of a text that can be seen.
    func click(on text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      terminal.click(try #require(terminal.screen.position(of: text), sourceLocation: sourceLocation))
    }

    /// What the program has written since it started.
    var written: String { String(decoding: terminal.output, as: UTF8.self) }
  }

  /// What is on the screen, waited for. What does not come in time is an issue that shows the screen.
  extension DashboardUnderTest {
    private static let patience: Duration = .seconds(20)

    /// Waits until all of the texts can be read.
    func shows(_ texts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
      wait("shows \(texts)", sourceLocation) { screen in texts.allSatisfy { screen.text.contains($0) } }
    }

    /// Waits until none of the texts can be read.
    func hides(_ texts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
      wait("hides \(texts)", sourceLocation) { screen in !texts.contains { screen.text.contains($0) } }
    }

    /// Waits until one row has all of the texts.
    func showsRow(
      _ texts: String..., within limit: Duration = patience, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      wait("shows a row with \(texts)", within: limit, sourceLocation) { screen in
        screen.rows.contains { row in texts.allSatisfy(row.contains) }
      }
    }

    /// Waits until the selected row has the text.
    func selects(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
      wait("selects \(text)", sourceLocation) { $0.selectedRow?.contains(text) ?? false }
    }

    func wait(
      _ what: String, within limit: Duration = patience, _ sourceLocation: SourceLocation = #_sourceLocation,
      until holds: (TerminalUnderTest) -> Bool
    ) {
      guard !terminal.wait(within: limit, until: holds) else { return }
      Issue.record("not within \(limit): \(what)\n\(terminal.text)", sourceLocation: sourceLocation)
    }

    /// Waits for the end; answers the exit status, or 128 + the signal that killed it.
    func ends(sourceLocation: SourceLocation = #_sourceLocation) throws -> Int32 {
      let status = try #require(terminal.waitForEnd(within: Self.patience), sourceLocation: sourceLocation)
      return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
  }

  extension TerminalUnderTest {
    var rows: [String] { (0..<size.rows).map(screen.text(ofRow:)) }

    /// The row of the list on the ground of a selection, or reversed where there are no colours.
    var selectedRow: String? {
      (2..<max(2, size.rows - 1)).first { row in
        let cell = screen[Position(column: 1, row: row)]
        return cell.background != nil || cell.isReversed
      }.map(screen.text(ofRow:))
    }

    /// Whether the last that was said about the cursor is that it is hidden.
    var hidesCursor: Bool {
      let written = String(decoding: output, as: UTF8.self)
      return written.split(separator: "\u{1B}[?25").dropFirst().last?.first == "l"
    }
  }

  /// A namespace to look at, with nothing in it that anybody else changes, and addresses that no other lab has, as all
  /// labs are on every screen:
  ///
  ///     br-a  10.77.100.1/24
  ///     ├─ va0 ═══ eth0 in `one`  10.77.100.2/24
  ///     └─ va1 ═══ eth0 in `two`  10.77.100.3/24
  ///     br-b  10.78.100.1/24, without ports
  struct DashboardLab {
    let lab: Lab
    let host: LabNamespace
    let one: LabNamespace
    /// The first three numbers of the addresses at `br-a`, and at `br-b`.
    let subnet: String
    let otherSubnet: String

    private static let count = Atomic(0)

    init() throws {
      let number = 100 + Self.count.add(1, ordering: .relaxed).oldValue % 150
      (subnet, otherSubnet) = ("10.77.\(number)", "10.78.\(number)")
      lab = try Lab("dash")
      host = try lab.namespace("host")
      try host.addBridge("br-a")
      one = try Self.plug(lab, into: host, label: "one", port: "va0", address: "\(subnet).2/24")
      _ = try Self.plug(lab, into: host, label: "two", port: "va1", address: "\(subnet).3/24")
      try host.addAddress("\(subnet).1/24", to: "br-a")
      try host.addBridge("br-b")
      try host.addAddress("\(otherSubnet).1/24", to: "br-b")
    }

    private static func plug(
      _ lab: Lab, into host: LabNamespace, label: String, port: String, address: String
    ) throws -> LabNamespace {
      let namespace = try lab.namespace(label)
      try lab.connect(host, port, namespace, "eth0")
      try host.ip("link", "set", port, "master", "br-a")
      try namespace.addAddress(address, to: "eth0")
      return namespace
    }

    /// The dashboard in the namespace, once its first picture is on the screen.
    func dashboard(
      size: Size = DashboardUnderTest.standardSize, environment: [String: String] = DashboardUnderTest.unicode
    ) throws -> DashboardUnderTest {
      let dashboard = try DashboardUnderTest(in: host, size: size, environment: environment)
      dashboard.showsRow("va1", "\(subnet).3")
      return dashboard
    }
  }
#endif
