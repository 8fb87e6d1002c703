import Dashboard
import Foundation
import Screen
import TestSupport
import Topology

/// A dashboard with somebody at its keyboard and a clock that stands still until told.
struct Stage {
  var state: State
  var now = Instant(nanoseconds: 1_000_000_000_000)
  /// Everything the dashboard has asked for.
  var effects: [Effect] = []

  init(columns: Int = 80, rows: Int = 24, glyphs: Glyphs = .unicode, permission: Permission = .granted) {
    state = State(size: Size(columns: columns, rows: rows), glyphs: glyphs, permission: permission)
  }

  /// The tutorial host, seen twice, a second apart, so that rates are known.
  static func tutorial(columns: Int = 80, rows: Int = 24, glyphs: Glyphs = .unicode) -> Stage {
    var stage = Stage(columns: columns, rows: rows, glyphs: glyphs)
    stage.see(TutorialHost.snapshot())
    stage.see(TutorialHost.snapshot(ticks: 1))
    return stage
  }

  /// A host, seen once.
  static func seeing(_ snapshot: Snapshot, columns: Int = 80, rows: Int = 24, glyphs: Glyphs = .unicode) -> Stage {
    var stage = Stage(columns: columns, rows: rows, glyphs: glyphs)
    stage.see(snapshot)
    return stage
  }

  mutating func send(_ message: Message) { effects += state.update(message, at: now) }

  /// A picture comes in, at the time it was taken.
  mutating func see(_ snapshot: Snapshot) {
    now = max(now, snapshot.instant)
    let changes = last.map { snapshot.changes(since: $0) } ?? []
    last = snapshot
    send(.observed(snapshot, changes: changes))
    wake()
  }

  /// Strikes keys, written as in the help: `j`, `ctrl-l`, `enter`.
  mutating func press(_ keys: String...) {
    for key in keys { if let chord = KeyChord(key) { send(.input(.key(chord), on: nil)) } }
  }

  mutating func type(_ text: String) {
    for character in text { send(.input(.key(KeyChord(.character(character))), on: nil)) }
  }

  /// Does something with the mouse where a text is on the screen.
  mutating func mouse(_ action: MouseEvent.Action = .press(.left), on text: String) {
    let drawing = state.draw()
    for row in 0..<drawing.frame.size.rows {
      guard let range = drawing.frame.text(ofRow: row).range(of: text) else { continue }
      let column = drawing.frame.text(ofRow: row)[..<range.lowerBound].count
      return send(.input(.mouse(MouseEvent(action, at: Position(column: column, row: row))), on: drawing))
    }
  }

  /// The moment passes after which the dashboard has asked to look at what has changed.
  private mutating func wake() {
    guard let due = state.wakesAt, due <= now.advanced(by: 100_000_000) else { return }
    now = max(now, due)
    send(.tick)
  }

  mutating func wait(seconds: UInt64) {
    now = Instant(nanoseconds: now.nanoseconds + seconds * 1_000_000_000)
    send(.tick)
  }

  var frame: Frame { state.draw().frame }
  var screen: String { frame.text }
  var lines: [String] { screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  /// The text of the selected row.
  var selected: String? {
    let frame = frame
    return (0..<frame.size.rows).first { row in
      frame.cells(ofRow: row).contains { $0.style.ground == .selection && row > 1 }
    }.map { frame.text(ofRow: $0).filter { $0 != "│" && $0 != "|" } }
  }

  private var last: Snapshot?
}
