#if canImport(CVTerm)
  import Foundation
  import Screen
  import TestSupport
  import Testing

  extension WatchedHost {
    /// The dashboard under strace, on a terminal of its own.
    func startDashboard() throws -> DashboardUnderTest {
      let program = ["strace"] + SystemCallTrace.arguments(writingTo: traceFile) + [GantryUnderTest.path]
      let environment = DashboardUnderTest.unicode.merging(IsolatedHost.environment) { own, _ in own }
        .merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { own, _ in own }
      return DashboardUnderTest(
        on: try TerminalUnderTest(
          #require(Command.find("nsenter")), host.entering + program, size: DashboardUnderTest.standardSize,
          environment: environment))
    }

    /// Waits until so many ticks were traced.
    func waitForTicks(_ count: Int, of dashboard: DashboardUnderTest) throws {
      try eventually("\(count) ticks", within: .seconds(120)) {
        _ = dashboard.terminal.wait(within: .milliseconds(20)) { _ in false }
        guard FileManager.default.fileExists(atPath: traceFile) else { return false }
        return try SystemCallTrace(contentsOf: traceFile).ticks >= count
      }
    }

    /// What the dashboard called until it had seen so many ticks and was left.
    func traceDashboard(ticks: Int) throws -> SystemCallTrace {
      let dashboard = try startDashboard()
      try waitForTicks(ticks, of: dashboard)
      return try end(dashboard)
    }

    /// Leaves the dashboard.
    func end(_ dashboard: DashboardUnderTest) throws -> SystemCallTrace {
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
      return try SystemCallTrace(contentsOf: traceFile)
    }
  }
#endif
