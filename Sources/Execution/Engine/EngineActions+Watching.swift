import Engines
import LinuxSystem
import Planning
import Synchronization

extension EngineActions {
  /// Milliseconds between two looks at a container that is watched.
  private static let interval: Int32 = 100

  /// Remembers when a container was started.
  func noteStart(of id: String) { starts.withLock { $0[id] = .now } }

  /// Watches a container until it has run for long enough. What is rolled back is looked at once: it ran before.
  /// - Throws: a `PartlyDone` with what became of it, or a `Cancelled`.
  func watch(_ container: EngineObject, _ time: SettleTime, _ manner: KernelActions.Manner) throws {
    guard manner == .exactly else { return try expectRunning(container) }
    let id = try requiredID(of: container)
    let start = starts.withLock { $0[id] } ?? .now
    let deadline = start + .seconds(time.seconds)
    while true {
      let state = WatchedState(try described(container))
      if let failure = state.failure { throw PartlyDone(description: failure) }
      if ContinuousClock.now >= deadline || time.endsWithHealth && state.hasHealthResult { return }
      try heedCancellation()
      SystemClock.pause(milliseconds: Self.interval)
    }
  }

  /// - Throws: a `Gone` where it does not run.
  func expectRunning(_ container: EngineObject) throws {
    let state = WatchedState(try described(container))
    guard !state.isRunning else { return }
    throw Gone(description: "\(container.name) does not run any more: \(state.end)")
  }
}

/// What an engine says of a container that is watched.
struct WatchedState {
  private let state: JSONValue
  private let restarts: Int64

  /// - Parameter inspected: the engine's whole answer about the container.
  init(_ inspected: JSONValue) {
    state = inspected["State"] ?? .null
    restarts = inspected["RestartCount"]?.integer ?? 0
  }

  /// True where it has processes and is not about to be restarted.
  var isRunning: Bool { state["Running"]?.truth == true && state["Restarting"]?.truth != true }

  /// True where its health check was carried out.
  var hasHealthResult: Bool { ["healthy", "unhealthy"].contains(health) }

  private var health: String? { state["Health"]?["Status"]?.text ?? state["Healthcheck"]?["Status"]?.text }

  /// Why it is not what was wanted; nil as long as it is.
  var failure: String? {
    if restarts > 0 || state["Restarting"]?.truth == true { return "it restarts: \(end)" }
    if !isRunning { return end }
    if health == "unhealthy" { return "it is unhealthy\(lastCheck)" }
    return nil
  }

  /// How it ended, as its engine says.
  var end: String {
    let words = state["Error"]?.text ?? ""
    let status = state["ExitCode"]?.integer.map { " with the exit status \($0)" } ?? ""
    let memory = state["OOMKilled"]?.truth == true ? ", as it had no memory left" : ""
    return "it ended\(status)\(memory)\(words.isEmpty ? "" : ": \(words)")"
  }

  /// What the last check wrote.
  private var lastCheck: String {
    let log = state["Health"]?["Log"]?.elements.last
    let output = log?["Output"]?.text?.split(separator: "\n").first.map(String.init) ?? ""
    return output.isEmpty ? "" : ": \(output)"
  }
}
