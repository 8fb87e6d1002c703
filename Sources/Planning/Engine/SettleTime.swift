public import Topology

/// How long a container is watched after it was started.
public struct SettleTime: Hashable, Sendable {
  /// The longest time, in seconds.
  public let seconds: Int
  /// True where the first result of its health check ends it.
  public let endsWithHealth: Bool

  /// The longest time that gantry chooses by itself, in seconds.
  static let limit = 60

  /// Without a health check, 5 s. With one, until its first result, at most start period, interval and timeout together,
  /// or 60 s.
  /// - Parameter seconds: what the user chose instead.
  public init(of container: Container, seconds: Int?) {
    let health = container.definition.health
    if let seconds {
      (self.seconds, endsWithHealth) = (seconds, false)
    } else if let health {
      let sum = [health.startPeriod, health.interval, health.timeout].reduce(0) { sum, part in
        min(sum + min(max(part, 0), Self.nanoseconds(Self.limit)), Self.nanoseconds(Self.limit))
      }
      (self.seconds, endsWithHealth) = (max(1, Int((sum + 999_999_999) / 1_000_000_000)), true)
    } else {
      (self.seconds, endsWithHealth) = (5, false)
    }
  }

  fileprivate init(seconds: Int) {
    self.seconds = seconds
    endsWithHealth = false
  }

  private static func nanoseconds(_ seconds: Int) -> Int64 { Int64(seconds) * 1_000_000_000 }

  /// As a person reads it, after "watch web".
  var words: String {
    if seconds == 0 { return "no longer than to see that it runs" }
    return endsWithHealth
      ? "until its health check has a result, at most \(seconds) s: it has to run, and not to turn unhealthy"
      : "for \(seconds) s: it has to go on running"
  }

  /// The same as a command: what runs, was not restarted, and is not unhealthy.
  func command(watching container: EngineObject, _ client: String) -> String {
    let wait = seconds == 0 ? "" : "sleep \(seconds) && "
    let format = "{{.State.Running}} {{.RestartCount}}{{if .State.Health}} {{.State.Health.Status}}{{end}}"
    return
      "\(wait)\(client) inspect --format '\(format)' \(container.argument) | grep -qE '^true 0( starting| healthy| *)$'"
  }
}

extension Plan {
  /// The same plan, which watches what it starts for as long as the user chose, and when it is rolled back, too.
  public func settling(for seconds: Int?) -> Plan {
    guard let seconds else { return self }
    var copy = self
    copy.steps = steps.map { step in
      switch step {
      case .engine(.watch(let container, _)): .engine(.watch(container, SettleTime(seconds: seconds)))
      case .engine(.expectRunning(let container, _)):
        .engine(.expectRunning(container, SettleTime(seconds: seconds)))
      default: step
      }
    }
    return copy
  }
}
