public import Planning

/// What gantry has written down about its own changes.
public struct Ledger: Hashable, Sendable {
  /// What it made and has not taken back.
  public var registry: Registry
  /// The title of the change that would be undone; nil where there is none.
  public var undoable: String?
  /// Plans that take back what was interrupted, the first to be carried out first.
  public var interrupted: [Plan]

  /// A ledger; an empty one where nothing was ever changed.
  public init(registry: Registry = Registry(), undoable: String? = nil, interrupted: [Plan] = []) {
    self.registry = registry
    self.undoable = undoable
    self.interrupted = interrupted
  }
}
