import Diagnosis
import Reports
import Topology

/// Prints pictures of the host, once or every second.
struct Listing {
  enum Form { case tables, json }

  let kind: Excerpt.Kind
  let query: Query?
  let form: Form

  /// Prints one picture. A query about rates takes a second one, a second later.
  func print(_ style: Presentation, from given: (any SnapshotProvider)? = nil) throws {
    // Findings are told to machines only.
    let provider = given ?? HostSnapshots(inspects: kind == .all && form == .json)
    var snapshot = try provider.snapshot()
    var rates = RateTable()
    if query?.needsRates ?? false, try Ticker().waits() {
      let earlier = snapshot
      snapshot = try provider.snapshot()
      rates = RateTable(from: earlier, to: snapshot)
    }
    try StandardOutput.write(text(of: snapshot, rates, style, isIndented: true))
  }

  /// Prints a picture every second until the user or the reader has had enough: one JSON object a line, or tables,
  /// which on a terminal replace each other.
  func watch(_ style: Presentation, from makeProvider: () throws -> any SnapshotProvider = LiveHostSnapshots.init)
    throws
  {
    // Before any thread is started, as threads inherit which signals are blocked.
    let ticker = try Ticker()
    let provider = try makeProvider()
    var earlier: Snapshot?
    var rates = RateTable()
    repeat {
      let snapshot = try provider.snapshot()
      if let earlier { rates = rates.advanced(from: earlier, to: snapshot) }
      let text = text(of: snapshot, rates, style, isIndented: false)
      try StandardOutput.write(separator(isFirst: earlier == nil) + text)
      earlier = snapshot
    } while ticker.waits()
  }

  func text(of snapshot: Snapshot, _ rates: RateTable, _ style: Presentation, isIndented: Bool) -> String {
    var excerpt = Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot), kind: kind)
    if let query { excerpt = excerpt.matching(query, rates: rates) }
    return switch form {
    case .tables: excerpt.tables(style)
    case .json: excerpt.json(isIndented: isIndented) + "\n"
    }
  }

  private func separator(isFirst: Bool) -> String {
    guard form == .tables else { return "" }
    return StandardOutput.isTerminal ? "\u{1b}[H\u{1b}[2J" : isFirst ? "" : "\n"
  }
}
