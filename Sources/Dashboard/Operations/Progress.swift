import Planning
import Topology

/// A plan that is being carried out.
struct Progress: Hashable, Sendable {
  /// How a step is doing.
  enum Step: Hashable, Sendable {
    case waiting
    case begun(Instant)
    /// It took so many seconds.
    case done(Double)
    case takenBack
  }

  let request: ChangeRequest
  let plan: Plan
  /// When it was begun.
  let start: Instant
  var steps: [Step]
  /// Somebody wants it taken back.
  var isCancelling = false

  init(_ request: ChangeRequest, _ plan: Plan, at now: Instant) {
    self.request = request
    self.plan = plan
    start = now
    steps = Array(repeating: .waiting, count: plan.steps.count)
  }

  /// The step that is being done, or will be next; while it is taken back, the last that was.
  var current: Int {
    steps.firstIndex(of: .takenBack) ?? steps.firstIndex { if case .done = $0 { false } else { true } }
      ?? max(0, steps.count - 1)
  }

  mutating func begin(_ position: Int, at now: Instant) {
    if steps.indices.contains(position) { steps[position] = .begun(now) }
  }

  mutating func end(_ position: Int, at now: Instant) {
    guard steps.indices.contains(position), case .begun(let start) = steps[position] else { return }
    steps[position] = .done(now.seconds(since: start))
  }

  mutating func takeBack(_ position: Int) {
    if steps.indices.contains(position) { steps[position] = .takenBack }
  }

  /// Whether what was done is being taken back: somebody wants it, or a step has failed.
  var isTakingBack: Bool { isCancelling || steps.contains(.takenBack) }
}
