#if canImport(CVTerm)
  import Foundation
  import Glibc
  import Screen
  import TestSupport
  import Testing

  /// The lab that a newcomer tries first.
  @Suite("The demo", .requires(.root, .tool("nft"), .tool("unshare")))
  struct DemoTests {
    private let dashboard: DashboardUnderTest

    init() throws {
      dashboard = DashboardUnderTest(
        on: try TerminalUnderTest(
          GantryUnderTest.path, ["demo"], size: Size(columns: 120, rows: 40),
          environment: DashboardUnderTest.unicode.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { own, _ in own }))
    }

    /// The processes of the lab, told by this terminal's session.
    private func processes() throws -> [Int] {
      let output = try Command("ps", "-s", String(dashboard.terminal.process), "-o", "pid=").run().standardOutput
      return output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    /// The process that stays outside, and holds the lab.
    private var outside: pid_t { dashboard.terminal.process }

    /// Processes of the lab live in a PID namespace of its own, whichever session they have.
    private func labProcesses(in namespace: String) throws -> [String] {
      let pids = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
      return pids.filter {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/ns/pid_for_children")) == namespace
      }
    }

    private func labNamespace() throws -> String {
      let child = try eventually("the lab's first process", within: .seconds(20)) {
        try processes().first { $0 != outside }
      }
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(child)/ns/pid")
    }

    @Test("It shows containers in all four modes, two families of addresses, traffic, and one broken cable")
    func shows() {
      dashboard.wait("shows the lab", within: .seconds(60)) { $0.text.contains("host mode  agent") }
      dashboard.shows("eth0  web", "logger  shares web", "batch ─ none", "══╳══ eth0  cache", "1 problem")
      dashboard.press("/fd00:40::2\r")
      dashboard.shows("eth0  six")
      dashboard.press("\u{1B}")
      dashboard.press("/rate>10k\r")
      dashboard.shows("eth0  web")
    }

    @Test("When the dashboard is left, nothing of the lab is left, and the machine was not touched")
    func leaves() throws {
      let before = try Command("ip", "-brief", "link")()
      dashboard.wait("shows the lab", within: .seconds(60)) { $0.text.contains("host mode  agent") }
      let namespace = try labNamespace()
      #expect(try labProcesses(in: namespace).count > 8)
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
      try eventually("the lab's processes are gone") { try labProcesses(in: namespace).isEmpty }
      let after = try Command("ip", "-brief", "link")()
      #expect(after == before)
      let names = try Command("ip", "netns", "list")()
      #expect(!names.contains("crawler"))
    }

    @Test("When it is killed, nothing of the lab is left either, so that there is nothing to clean up")
    func killed() throws {
      dashboard.wait("shows the lab", within: .seconds(60)) { $0.text.contains("host mode  agent") }
      let namespace = try labNamespace()
      kill(outside, SIGKILL)
      try eventually("the lab's processes are gone") { try labProcesses(in: namespace).isEmpty }
    }
  }
#endif
