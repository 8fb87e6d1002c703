/// A moment in a plan's execution, for whoever watches it.
public enum Checkpoint: Hashable, Sendable {
  /// It is written down that the step with this position is begun.
  case begun(Int)
  /// The step has its effect, which is not written down yet.
  case effective(Int)
  /// It is written down that the step is done, or taken back.
  case recorded(Int)
  /// A roll-back begins with the step at the first position of the journal's entry with the second number.
  case reverting(Int, of: Int)
  /// That is over: the step has no effect any more or, where an undoing is rolled back, has it again.
  case reverted(Int, of: Int)
}
