import Planning
import Topology

extension State {
  /// Writes down among the events what gantry itself has changed, with its steps.
  mutating func log(_ progress: Progress, _ news: ChangeNews) {
    let title = progress.plan.title
    switch news {
    case .finished(let differences):
      let steps = zip(progress.plan.steps, progress.steps).enumerated().map { position, step in
        event(title, "\(position + 1). \(step.0.summary)" + (step.1.seconds.map { "  \(Elapsed.words($0))" } ?? ""))
      }
      append(
        steps + [event(title, "done in \(Elapsed.words(now.seconds(since: progress.start)))")]
          + differences.map { event(title, "not as before: \($0)") })
    case .failed(let failure):
      append(
        [event(title, failure.isCancelled ? "cancelled" : "failed: \(failure.words)")]
          + failure.reverted.map { event(title, "rolled back: \($0)") }
          + failure.remaining.map { event(title, "NOT rolled back: \($0)") }
          + failure.differences.map { event(title, "not as before: \($0)") })
    case .refused(let reason): append([event(title, "refused: \(reason)")])
    default: break
    }
  }

  private mutating func append(_ events: [Event]) {
    guard let time = clockTime else { return }
    live?.records.log.append(events, seenAt: time, in: zone)
    if !isPaused { relist() }
  }

  private func event(_ name: String, _ text: String) -> Event {
    Event(time: clockTime ?? Timestamp(nanoseconds: 0), kind: .change, change: .changed, name: name, text: text)
  }

  /// The time on the clock on the wall, by the newest picture.
  private var clockTime: Timestamp? {
    live.map {
      let since = now.seconds(since: $0.observed.instant)
      return Timestamp(nanoseconds: $0.observed.time.nanoseconds + Int64(since * 1e9))
    }
  }
}

extension Progress.Step {
  /// How long it took; nil before it is done.
  var seconds: Double? { if case .done(let seconds) = self { seconds } else { nil } }
}

/// How long something took, in words.
enum Elapsed {
  static func words(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    if milliseconds < 1 { return "<1 ms" }
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }
}
