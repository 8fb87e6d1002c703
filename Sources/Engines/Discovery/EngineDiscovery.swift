/// Finds the places where engines may be.
public struct EngineDiscovery: Sendable {
  /// The process's environment.
  public var environment: [String: String]
  /// The host's files.
  public var files: HostFiles
  /// True where other users' sockets can be reached, too.
  public var isRoot: Bool

  /// Discovery by this environment and these files.
  public init(environment: [String: String], files: HostFiles = .system, isRoot: Bool) {
    self.environment = environment
    self.files = files
    self.isRoot = isRoot
  }

  /// Where engines may be, what is configured first; a place that has two names is there once.
  public func candidates() -> [EngineCandidate] {
    unique(configured() + defaults(.docker) + defaults(.podman))
  }

  private func configured() -> [EngineCandidate] {
    let docker = dockerEndpoint().flatMap { candidate(.docker, $0.endpoint, reason: $0.reason) }
    let podman = environment["CONTAINER_HOST"]?.nonEmpty
      .flatMap { candidate(.podman, $0, reason: "CONTAINER_HOST") }
    return [docker, podman].compactMap(\.self)
  }

  /// As Docker's own client decides: `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the current context.
  private func dockerEndpoint() -> (endpoint: String, reason: String)? {
    if let host = environment["DOCKER_HOST"]?.nonEmpty { return (host, "DOCKER_HOST") }
    guard
      let directory = environment["DOCKER_CONFIG"]?.nonEmpty ?? environment["HOME"]?.nonEmpty.map({ $0 + "/.docker" })
    else { return nil }
    let configuration = DockerClientConfiguration(directory: directory, files: files)
    guard let context = environment["DOCKER_CONTEXT"]?.nonEmpty ?? configuration.currentContext, context != "default",
      let endpoint = configuration.endpoint(ofContext: context)
    else { return nil }
    return (endpoint, "context \(context)")
  }

  /// Nil for an endpoint that names nothing, `unix://`, which is the default for Docker's own client, too.
  private func candidate(_ kind: EngineKind, _ endpoint: String, reason: String) -> EngineCandidate? {
    guard endpoint != Self.localScheme else { return nil }
    return EngineCandidate(kind: kind, address: address(of: endpoint), reason: reason, isConfigured: true)
  }

  private func address(of endpoint: String) -> EngineCandidate.Address {
    let isLocal = endpoint.hasPrefix(Self.localScheme)
    let path = isLocal ? String(endpoint.dropFirst(Self.localScheme.count)) : endpoint
    if path.hasPrefix("/") { return .socket(path) }
    return Self.remoteSchemes.contains(where: endpoint.hasPrefix) ? .remote(endpoint) : .unintelligible(endpoint)
  }

  private static let localScheme = "unix://"
  private static let remoteSchemes = ["tcp://", "ssh://", "http://", "https://"]

  private func defaults(_ kind: EngineKind) -> [EngineCandidate] {
    let name = kind == .docker ? "docker.sock" : "podman/podman.sock"
    let system = kind == .docker ? "/var/run/docker.sock" : "/run/podman/podman.sock"
    let own = environment["XDG_RUNTIME_DIR"]?.nonEmpty.map { ["\($0)/\(name)"] } ?? []
    let others = isRoot ? files.names("/run/user").map { "/run/user/\($0)/\(name)" } : []
    return ([system] + own + others).map {
      EngineCandidate(kind: kind, address: .socket($0), reason: "default path", isConfigured: false)
    }
  }

  private func unique(_ candidates: [EngineCandidate]) -> [EngineCandidate] {
    var addresses: Set<EngineCandidate.Address> = []
    var identities: Set<HostFiles.Identity> = []
    return candidates.filter { candidate in
      guard addresses.insert(candidate.address).inserted else { return false }
      guard case .socket(let path) = candidate.address, let identity = files.identity(path) else { return true }
      return identities.insert(identity).inserted
    }
  }
}
