import LinuxSystem

/// What a dashboard needs that nobody touches.
struct DashboardFigures {
  /// From the start of the program to its first rows, in nanoseconds.
  var firstFrame: Sample
  /// From the start of the program to all of the lab.
  var complete: Sample
  /// The share of one processor at one refresh a second.
  var idleShare: Double
  /// Resident bytes.
  var memory: Double
  /// Open descriptors.
  var descriptors: Double
}

extension Rig {
  /// Starts dashboards, and watches one.
  func dashboardFigures() throws -> DashboardFigures {
    var (firsts, completes): ([Double], [Double]) = ([], [])
    for _ in 0..<effort.rounds {
      let program = try startDashboard(rows: 24, columns: 80)
      firsts.append(Double(try program.wait(for: "the first rows") { $0.shows("br0") } - program.startedAt))
      completes.append(Double(try program.wait(for: "all of the lab", isComplete) - program.startedAt))
    }
    let program = try dashboard(rows: 24, columns: 80)
    // The deep scan after the first frame is over by then, and so is the first reading of few namespaces' tables.
    program.watch(seconds: 8)
    let idleShare = share(of: program)
    return DashboardFigures(
      firstFrame: Sample(firsts), complete: Sample(completes), idleShare: idleShare,
      memory: try ProcessFigures.residentMemory(program.process), descriptors: try descriptors(of: program))
  }

  /// Bytes that a screen of 80×24 takes in a second on which two counters change in every row.
  func terminalBytes() throws -> Double {
    let traffic = try Traffic(toFirst: 40)
    defer { traffic.stop() }
    let program = try dashboard(rows: 24, columns: 80)
    program.press("4")
    try program.wait(for: "the links") { $0.shows("v0000") }
    program.watch(seconds: 3)
    let start = program.sentBytes
    program.watch(seconds: effort.seconds)
    return Double(program.sentBytes - start) / effort.seconds
  }

  private func share(of program: TerminalProgram) -> Double {
    let start = (ProcessFigures.processorTime(program.process), SystemClock.monotonic())
    // Several rounds of what is done every five seconds.
    program.watch(seconds: 3 * effort.seconds)
    let end = (ProcessFigures.processorTime(program.process), SystemClock.monotonic())
    return Double(end.0 - start.0) / Double(end.1 - start.1)
  }

  private func descriptors(of program: TerminalProgram) throws -> Double {
    Sample(
      try (0..<20).map { _ in
        program.watch(seconds: 0.09)
        return Double(try ProcessFigures.descriptors(program.process))
      }
    ).median
  }
}
