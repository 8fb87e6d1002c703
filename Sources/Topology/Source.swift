/// One place that facts come from (the kernel, an engine), and how it does.
public struct Source: Hashable, Sendable {
  /// How a source does.
  public enum State: String, Hashable, Sendable {
    /// It answers.
    case ok
    /// There is none.
    case absent
    /// It refuses; `detail` names what is missing.
    case denied
    /// It has not answered in time; what it said last is shown.
    case slow
    /// It answered with an error, or is not there where it should be; `detail` has the words.
    case failed
    /// It runs its containers on another host; they are not joined to local processes.
    case remote
    /// It was asked for the first time and has not answered yet.
    case pending
  }

  /// What the kernel is called as a source.
  public static let kernelName = "kernel"

  /// `kernel`, `docker`, `podman`, …
  public var name: String
  /// How it does.
  public var state: State
  /// The kernel's or engine's own words, or the engine's version where it is well.
  public var detail: String?
  /// When its facts were read; nil where it never answered.
  public var readAt: Instant?
  /// Path of the socket where an engine is told what to do; nil for what is no local engine.
  public var socket: String?

  /// A source in this state.
  public init(name: String, state: State, detail: String? = nil, readAt: Instant? = nil, socket: String? = nil) {
    self.name = name
    self.state = state
    self.detail = detail
    self.readAt = readAt
    self.socket = socket
  }

  /// Whether somebody must know that it does not do as it should. What one that is well has to remark is for its details.
  public var isTroubled: Bool {
    switch state {
    case .ok, .absent: false
    case .denied, .slow, .failed, .remote, .pending: true
    }
  }
}
