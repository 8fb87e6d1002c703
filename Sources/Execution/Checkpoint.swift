/// A moment in a plan's execution, for whoever watches it.
public enum Checkpoint: Hashable, Sendable {
  /// It is written down that the step with this position is begun.
  case begun(Int)
  /// The step has its effect, which is not written down yet.
  case effective(Int)
  /// It is written down that the step is done, or taken back.
  case recorded(Int)
}
