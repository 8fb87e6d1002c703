public import Planning

/// A plan that was begun, and how far it got.
public struct JournalEntry: Hashable, Sendable, Codable {
  /// How a plan is doing.
  public enum State: String, Hashable, Sendable, Codable {
    /// It is being carried out; where nobody does so any more, it was interrupted.
    case running
    /// It was carried out.
    case done
    /// It is being taken back; where nobody does so any more, that was interrupted.
    case undoing
  }

  /// How a step is doing.
  enum Progress: String, Hashable, Sendable, Codable {
    /// It has no effect.
    case pending
    /// It may or may not have an effect.
    case begun
    /// It has its effect.
    case done
  }

  /// Counts up: later plans have greater numbers.
  public let number: Int
  /// Nanoseconds since 1970-01-01T00:00Z when it was begun.
  public let time: Int64
  /// The cookie of the host namespace that it was made for.
  public let host: UInt64
  /// What was planned.
  public let plan: Plan
  /// How it is doing.
  public internal(set) var state: State
  /// How each step is doing.
  var steps: [Progress]
  /// The links that it made, with their indices.
  public internal(set) var made: [LinkTarget]
  /// What it has learned of engines' objects; nil where it speaks to none.
  var memory: EngineMemory?

  init(number: Int, time: Int64, host: UInt64, plan: Plan) {
    self.number = number
    self.time = time
    self.host = host
    self.plan = plan
    state = .running
    steps = Array(repeating: .pending, count: plan.steps.count)
    made = []
  }

  /// A step with the indices of the links that were made for it.
  func step(_ position: Int) -> Action {
    plan.steps[position].mappingLinks { link in
      guard link.index == nil else { return link }
      return made.first { $0.mac == link.mac && $0.namespace.isSame(as: link.namespace) } ?? link
    }
    .mappingObjects { memory?.resolved($0) ?? $0 }
  }
}
