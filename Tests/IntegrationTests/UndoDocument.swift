import Foundation
import TestSupport

/// The table of docs/undo.md that says what is not the same after an undo. Tests leave out exactly that.
struct UndoDocument {
  /// The first cells of the table's rows, and the places in backticks in their second ones.
  private let rows: [String: [[String]]]

  init() throws {
    var rows: [String: [[String]]] = [:]
    let text = try TextFile.read("\(Repository.root)/docs/undo.md")
    let section = text.components(separatedBy: "## What is not the same").last ?? ""
    for line in section.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map(String.init)
      guard cells.count >= 2 else { continue }
      let places = cells[1].split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { $0.element.split(separator: ".").map(String.init) }
      rows[cells[0].trimmingPrefix(" ").split(separator: " ").joined(separator: " ")] = places
    }
    self.rows = rows
  }

  /// Returns true where the table has a row of this name.
  func lists(_ row: String) -> Bool { rows[row] != nil }

  /// Returns true where a place of `docker inspect` is in the table.
  func lists(place: [String]) -> Bool {
    rows.values.joined().contains { pattern in
      pattern.count == place.count && zip(pattern, place).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }
}
