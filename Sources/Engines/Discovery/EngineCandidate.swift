/// A place where an engine may be, and why gantry looks there.
public struct EngineCandidate: Sendable, Hashable {
  /// How an engine is reached.
  public enum Address: Sendable, Hashable {
    /// A unix socket's path.
    case socket(String)
    /// Over the network: its processes are another host's, so it is never asked.
    case remote(String)
    /// Not at all: somebody configured this text, which names no place.
    case unintelligible(String)
  }

  /// What is expected there; its own answer decides.
  public var kind: EngineKind
  /// Where it is.
  public var address: Address
  /// Where gantry learnt of it: `DOCKER_HOST`, `context rootless`, `default path`.
  public var reason: String
  /// True where somebody configured it, so that its absence is worth saying.
  public var isConfigured: Bool

  /// A place to look at.
  public init(kind: EngineKind, address: Address, reason: String, isConfigured: Bool) {
    self.kind = kind
    self.address = address
    self.reason = reason
    self.isConfigured = isConfigured
  }
}
