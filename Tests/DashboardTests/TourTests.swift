import Foundation
import Screen
import TestSupport
import Testing

/// docs/tour.md says which keys answer a question. Here somebody strikes them.
@Suite("The tour through the dashboard leads where it says")
struct TourTests {
  /// A row of the tour's table: a question, the keys, and what is then on the screen.
  struct Stop: Sendable, CustomTestStringConvertible {
    var question: String
    var keys: [String]
    var answer: [String]
    var testDescription: String { question }
  }

  static let stops: [Stop] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/tour.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, cells[0].hasSuffix("?") else { return nil }
      return Stop(question: cells[0], keys: quoted(cells[1]), answer: quoted(cells[2]))
    }
  }()

  /// What stands between backquotes.
  private static func quoted(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }

  @Test("The tour has its ten questions, each with keys and an answer")
  func complete() {
    #expect(Self.stops.count >= 10)
    #expect(Self.stops.allSatisfy { !$0.keys.isEmpty && !$0.answer.isEmpty })
  }

  @Test("The keys of a question bring its answer onto a screen of 80×24", arguments: stops)
  func answered(stop: Stop) {
    var stage = Stage.tutorial()
    for key in stop.keys {
      if KeyChord(key.lowercased()) != nil, key.count > 1 {
        stage.press(key.lowercased())
      } else {
        stage.type(key)
      }
    }
    for words in stop.answer {
      #expect(stage.lines.contains { Self.plain($0).contains(words) }, "\(words) is not on\n\(stage.screen)")
    }
  }

  /// A line of the screen without the box round it and with single spaces.
  private static func plain(_ line: String) -> String {
    line.split { $0 == " " || $0 == "│" }.joined(separator: " ")
  }
}
