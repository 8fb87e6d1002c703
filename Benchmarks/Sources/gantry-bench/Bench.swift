import ArgumentParser
import CBench
import Foundation

/// `make bench`
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gantry-bench",
    abstract: "Measure what gantry costs, beside the same kernel calls made by C, and beside other programs.",
    discussion: "Started by scripts/bench on a host of its own. docs/performance.md says what each line means.")

  @Flag(help: "Small labs and few repetitions: a look whether all works.")
  var quick = false

  @Option(help: "A Markdown file: its part between the marks is replaced by this run's tables.")
  var record: String?

  @Option(help: "Measure this alone (\(Part.allCases.map(\.rawValue).joined(separator: ", "))); may be repeated.")
  var part: [Part] = []

  @Option(help: "With this many namespaces, for --part.")
  var size = 1_000

  @Option(help: "The folder in which gantry and floor were built.")
  var binaries: String

  func run() throws {
    cb_end_on_signals()
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    let effort = quick ? Effort.quick : .full
    let rig = try Rig(lab: Lab(), effort: effort, binaries: binaries)
    guard part.isEmpty else { return try look(rig) }
    var figures = Figures(mainSize: effort.mainSize)
    // What was measured is told, also where the rest fails.
    defer { print(Recording.heading + figures.report) }
    try rig.measure(&figures)
    if let record { try Recording.put(Recording.heading + figures.report, into: record) }
  }

  private func look(_ rig: Rig) throws {
    try rig.lab.grow(to: size)
    for part in part {
      for (what, value) in try part.measured(by: rig) { print("\(part) of \(size): \(what): \(value.text)") }
    }
  }
}

extension Rig {
  /// Measures everything, while the lab grows.
  fileprivate func measure(_ figures: inout Figures) throws {
    for size in effort.sizes {
      figures.sizes.append(try sizeFigures(size))
      guard size == effort.mainSize else { continue }
      figures.frame = try telling("frames") { try frame() }
      figures.terminalBytes = try telling("bytes to the terminal") { try terminalBytes() }
      figures.responses = try telling("responses") { try responses() }
      figures.deletion = try telling("deletion") { try deletion() }
    }
  }

  private func sizeFigures(_ size: Int) throws -> SizeFigures {
    let more = size - lab.count
    let built = try telling("\(size) namespaces: building") { try time { try lab.grow(to: size) } }
    return SizeFigures(
      namespaces: size, built: built / Double(more),
      discovery: try telling("\(size) namespaces: discovery") { try discovery() },
      listing: try telling("\(size) namespaces: listing") { try listing() },
      tick: try telling("\(size) namespaces: tick") { try tick() },
      dashboard: try telling("\(size) namespaces: dashboard") { try dashboardFigures() },
      peers: effort.peerSizes.contains(size) ? try telling("\(size) namespaces: peers") { try peers() } : nil)
  }

  /// Says what is being measured: it takes minutes.
  private func telling<Value>(_ what: String, _ body: () throws -> Value) rethrows -> Value {
    FileHandle.standardError.write(Data("bench: \(what)\n".utf8))
    return try body()
  }
}
