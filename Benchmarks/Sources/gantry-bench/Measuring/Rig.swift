import Foundation

/// All that measuring takes.
struct Rig {
  let lab: Lab
  let effort: Effort
  /// The folder of `gantry` and `floor`.
  let binaries: String

  /// The floor's times in nanoseconds.
  func floor(_ arguments: String..., repetitions: Int? = nil) throws -> [Double] {
    let words = arguments + ["--repeat", "\(repetitions ?? effort.repetitions)"]
    return try run("\(binaries)/floor", words).split(separator: "\n").compactMap { Double($0) }
  }

  /// Starts a dashboard; it is on its way when this returns.
  func startDashboard(rows: Int, columns: Int) throws -> TerminalProgram {
    try TerminalProgram(["\(binaries)/gantry"], rows: rows, columns: columns)
  }

  /// A dashboard that has found everything.
  func dashboard(rows: Int = 40, columns: Int = 120) throws -> TerminalProgram {
    let program = try startDashboard(rows: rows, columns: columns)
    try program.wait(for: "all of the lab", isComplete)
    return program
  }

  /// True where the header counts the namespaces of the lab and its host's.
  func isComplete(_ screen: VirtualScreen) -> Bool {
    screen.shows(" \(lab.count + 1) namespaces") || screen.shows(" \(lab.count + 1) ns")
  }
}

/// How much is measured.
struct Effort {
  /// The numbers of namespaces, growing.
  let sizes: [Int]
  /// Those at which other programs are measured too.
  let peerSizes: Set<Int>
  /// The size for everything that is measured at one size only.
  let mainSize: Int
  /// How often programs take turns.
  let rounds: Int
  /// How often each does its work in a turn.
  let repetitions: Int
  /// How long something is watched, in seconds.
  let seconds: Double
  /// How often an answer is waited for.
  let answers: Int

  static let full = Effort(
    sizes: [10, 100, 500, 1_000, 4_000, 10_000], peerSizes: [100, 500, 1_000], mainSize: 1_000, rounds: 8,
    repetitions: 3,
    seconds: 10, answers: 50)
  static let quick = Effort(
    sizes: [10, 100], peerSizes: [100], mainSize: 100, rounds: 2, repetitions: 2, seconds: 2, answers: 5)

  /// The size before the main one that growth is counted from.
  var growthStart: Int { mainSize / 10 }
}
