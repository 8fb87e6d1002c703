import Foundation
package import Testing

/// Compares a text with the file `Goldens/NAME` beside the test's own file.
///
/// `GANTRY_RECORD=1` writes the file anew; the test fails all the same, so that nobody leaves the switch on, and the
/// difference is reviewed with the commit.
package func assertGolden(
  _ text: String, named name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  guard ProcessInfo.processInfo.environment["GANTRY_RECORD"] == "1" else {
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    guard recorded != text else { return }
    let difference = recorded.map { differences(from: $0, to: text) } ?? "there is no such file; the text is:\n\(text)"
    Issue.record(
      "Goldens/\(name) differs (GANTRY_RECORD=1 records it anew):\n\(difference)", sourceLocation: sourceLocation)
    return
  }
  try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file)
  Issue.record("Goldens/\(name) was recorded; run again without GANTRY_RECORD", sourceLocation: sourceLocation)
}

/// Lines that are gone with `-`, new ones with `+`, and two lines round them; control characters made visible.
private func differences(from old: String, to new: String) -> String {
  let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let difference = after.difference(from: before)
  let removed = Set(difference.removals.map(\.position))
  let inserted = Set(difference.insertions.map(\.position))
  var lines: [(sign: String, text: String)] = []
  var (left, right) = (0, 0)
  while left < before.count || right < after.count {
    if left < before.count, removed.contains(left) {
      lines.append(("-", before[left]))
      left += 1
    } else if right < after.count, inserted.contains(right) {
      lines.append(("+", after[right]))
      right += 1
    } else {
      lines.append((" ", after[right]))
      left += 1
      right += 1
    }
  }
  let changed = lines.indices.filter { lines[$0].sign != " " }
  let shown = lines.indices.filter { index in changed.contains { abs($0 - index) <= 2 } }
  return shown.map { "\($0 + 1)\t\(lines[$0].sign) \(lines[$0].text.visible)" }.joined(separator: "\n")
}

extension CollectionDifference<String>.Change {
  fileprivate var position: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

extension String {
  fileprivate var visible: String {
    unicodeScalars.map { $0.properties.generalCategory == .control ? $0.escaped(asASCII: true) : String($0) }.joined()
  }
}
