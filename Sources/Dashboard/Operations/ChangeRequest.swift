public import Planning

/// Something that somebody at the keyboard wants changed.
public struct ChangeRequest: Hashable, Sendable {
  /// What is wanted.
  public enum Wish: Hashable, Sendable {
    /// Changes that are made, and taken back, as one.
    case change([Intent], title: String)
    /// The last change is taken back.
    case undo
    /// What an interrupted change left behind is taken back.
    case recover
  }

  /// Counts up: tells answers to this request from those to earlier ones.
  public let number: Int
  /// What is wanted.
  public let wish: Wish
}

/// What becomes of a request.
public enum ChangeNews: Hashable, Sendable {
  /// This is how it is done.
  case planned(Plan)
  /// It is not done, and why.
  case refused(String)
  /// The step at this position of the plan is begun, or done.
  case begun(Int), done(Int)
  /// The step at this position had been done and is taken back.
  case takenBack(Int)
  /// All of it is done; an undoing tells what is not as it was before, a line each.
  case finished(differences: [String] = [])
  /// The host has changed since the plan was shown: nothing was done, and this is how it is done now.
  case replanned(Plan)
  /// It did not work.
  case failed(ChangeFailure)
}

/// What did not work, and what became of the rest. Not escaped.
public struct ChangeFailure: Hashable, Sendable {
  /// What failed; nil where nothing was begun, or it was cancelled.
  public var step: String?
  /// Why, in the words of the kernel or the engine.
  public var reason: String
  /// Somebody cancelled it.
  public var isCancelled: Bool
  /// What had been done and was taken back, the last first.
  public var reverted: [String]
  /// What could not be taken back, and why.
  public var remaining: [String]
  /// What is not as it was before, read again afterwards.
  public var differences: [String]

  /// A failure.
  public init(
    step: String? = nil, reason: String, isCancelled: Bool = false, reverted: [String] = [], remaining: [String] = [],
    differences: [String] = []
  ) {
    self.step = step
    self.reason = reason
    self.isCancelled = isCancelled
    self.reverted = reverted
    self.remaining = remaining
    self.differences = differences
  }
}
