import SystemPackage
import Topology

/// Why an engine gave no answer that can be used.
enum EngineFailure: Error, Hashable {
  /// No socket at that path.
  case noSocket(String)
  /// A socket that an engine left behind: `ECONNREFUSED`.
  case nobodyListens(String)
  /// The kernel does not let us connect.
  case denied(String)
  /// connect(2) failed in another way.
  case unreachable(String, Errno)
  /// Nothing came in the time there was.
  case silent
  /// The connection ended before the answer did.
  case hungUp
  /// An answer larger than gantry is willing to hold.
  case oversized(limit: Int)
  /// An answer that is not HTTP, or not the JSON it should be.
  case garbled(String)
  /// An HTTP status that is not 2xx, with the engine's words.
  case refused(status: Int, message: String)
  /// No API version that both sides speak.
  case unsupported(String)
  /// gantry itself is leaving.
  case stopped
}

extension EngineFailure {
  /// How a source that failed so does.
  ///
  /// A socket that refuses is `failed`, also at a default path that nobody configured: such sockets lie in /run, which a
  /// boot empties, and an engine that ends in good order removes its own. So one ran and is missed; that systemd's
  /// socket unit was stopped on purpose leaves the same traces, and being told so once too often costs less than
  /// containers without names and no reason given.
  var state: Source.State {
    switch self {
    case .noSocket: .absent
    case .denied: .denied
    case .silent: .slow
    case .unreachable(_, let errno): errno == .resourceTemporarilyUnavailable ? .slow : .failed
    case .nobodyListens, .hungUp, .oversized, .garbled, .refused, .unsupported, .stopped: .failed
    }
  }

  /// True where the engine may still run, so that what it said last is worth showing with its age.
  var leavesFactsStanding: Bool {
    switch self {
    case .nobodyListens: false
    default: state == .slow || state == .failed
    }
  }

  /// True where the same request on a new connection may well succeed: an engine may close an idle connection at any
  /// moment.
  var isWorthAnotherConnection: Bool { self == .hungUp }
}

extension EngineFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .noSocket(let path): "no socket at \(path)"
    case .nobodyListens(let path): "\(path): \(Errno.connectionRefused); is the daemon running?"
    case .denied(let path): "no permission for \(path); run it as root (sudo)"
    case .unreachable(let path, let errno): "\(path): \(errno)"
    case .silent: "no answer"
    case .hungUp: "it closed the connection in the middle of an answer"
    case .oversized(let limit): "an answer of more than \(limit / 1_048_576) MiB"
    case .garbled(let what): "an answer that cannot be read: \(what)"
    case .refused(let status, let message): message.isEmpty ? "HTTP status \(status)" : "\(message) (\(status))"
    case .unsupported(let what): what
    case .stopped: "not asked any more"
    }
  }
}
