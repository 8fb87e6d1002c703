/// Why something was not done; it stays until somebody has read it.
struct Report: Hashable, Sendable {
  /// What was wanted.
  let title: String
  let failure: ChangeFailure
  /// Whether taking something back is what failed.
  var isUndoing = false
  /// The first line that is shown.
  var offset = 0

  /// What has become of the steps that had been done.
  var wordOnReverted: String { isUndoing ? "done again" : "rolled back" }

  /// What to try.
  var advice: String {
    if !failure.remaining.isEmpty {
      return "what is left is written down: u, or \"gantry undo --recover\", cleans up"
    }
    if !failure.differences.isEmpty { return "see whether what is not as before matters to you" }
    if failure.isCancelled || failure.step == nil { return "nothing was changed" }
    return "nothing is left of it: see what is in the way, then try again"
  }

  /// All of it as text for the clipboard.
  var text: String {
    ([title, failure.words] + failure.reverted.map { "\(wordOnReverted): \($0)" }
      + failure.remaining.map { "NOT \(wordOnReverted): \($0)" } + failure.differences.map { "not as before: \($0)" }
      + [advice]).joined(separator: "\n")
  }
}

extension ChangeFailure {
  /// What failed and why.
  var words: String { (step.map { "cannot \($0): " } ?? "") + reason }
}
