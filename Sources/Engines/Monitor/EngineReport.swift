import Topology

/// What a watch tells of its engine.
struct EngineReport: Sendable {
  let candidate: EngineCandidate
  let state: Source.State
  let detail: String?
  let facts: EngineFacts?
  let readAt: Instant?
  let daemonPid: Int32?

  /// True where somebody is there, whether or not it answers well.
  var isPresent: Bool { state != .pending && state != .absent }

  /// The report under the name that the engine got.
  func reading(name: String) -> EngineReading {
    EngineReading(
      name: name, socket: candidate.address.text,
      source: Source(name: name, state: state, detail: detail, readAt: readAt, socket: candidate.address.socket),
      daemonPid: daemonPid,
      containers: facts?.containers ?? [], networks: facts?.networks ?? [])
  }
}

extension EngineCandidate.Address {
  /// The path; nil for what is not on this machine.
  var socket: String? { if case .socket(let path) = self { path } else { nil } }

  /// The path or the URL.
  var text: String {
    switch self {
    case .socket(let path): path
    case .remote(let url): url
    case .unintelligible(let text): text
    }
  }
}
