public import Planning

/// A plan that could not be carried out or taken back: what failed, why, and what became of the rest.
public struct ExecutionFailure: Error, Sendable, CustomStringConvertible {
  /// What failed; nil where it was not begun.
  public let action: Action?
  /// Why, in the kernel's own words.
  public let reason: String
  /// True where it is a matter of rights.
  public let isForbidden: Bool
  /// True where nothing failed, but somebody thought better of it.
  public let isCancelled: Bool
  /// Steps that had been done and were taken back.
  public let reverted: [Action]
  /// Steps that could not be taken back, and why.
  public let remaining: [(action: Action, reason: String)]
  /// What is not as it was before, a line each: read again after the roll-back.
  public let differences: [String]

  /// What failed and why, in one line.
  public var description: String { (action.map { "cannot \($0.summary): " } ?? "") + reason }
}

/// Somebody thought better of a plan.
struct Cancelled: Error, CustomStringConvertible {
  var description: String { "it was cancelled" }
}
