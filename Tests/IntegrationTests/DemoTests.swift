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

    /// The process that stays outside, and holds the lab.
    private var outside: pid_t { dashboard.terminal.process }

    /// All processes of the lab: what descends from the one outside.
    private func labProcesses() throws -> Set<Int> {
      let pairs = try Command("ps", "-eo", "pid=,ppid=")().split(separator: "\n").map { line in
        line.split(separator: " ").compactMap { Int($0) }
      }
      var found: Set = [Int(outside)]
      while true {
        let children = pairs.filter { $0.count == 2 && found.contains($0[1]) }.map { $0[0] }
        guard !found.isSuperset(of: children) else { return found.subtracting([Int(outside)]) }
        found.formUnion(children)
      }
    }

    private func areGone(_ processes: Set<Int>) -> Bool {
      processes.allSatisfy { !FileManager.default.fileExists(atPath: "/proc/\($0)") }
    }

    private func waitForLab() {
      dashboard.wait("shows the lab", within: .seconds(60)) { $0.text.contains("host mode  agent") }
    }

    @Test("It shows containers in all four modes, two families of addresses, traffic, and one broken cable")
    func shows() {
      waitForLab()
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
      waitForLab()
      let processes = try labProcesses()
      #expect(processes.count > 8)
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
      try eventually("the lab's processes are gone") { areGone(processes) }
      let after = try Command("ip", "-brief", "link")()
      #expect(after == before)
      let names = try Command("ip", "netns", "list")()
      #expect(!names.contains("crawler"))
    }

    @Test("When it is killed, nothing of the lab is left either, so that there is nothing to clean up")
    func killed() throws {
      waitForLab()
      let processes = try labProcesses()
      #expect(processes.count > 8)
      kill(outside, SIGKILL)
      try eventually("the lab's processes are gone") { areGone(processes) }
    }
  }
#endif
