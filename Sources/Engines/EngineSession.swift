/// What both sides agreed on.
struct EngineSession: Sendable, Hashable {
  let kind: EngineKind
  let api: APIVersion
  /// `20.10.24, API 1.41`.
  let description: String
  /// Path of the networks' list.
  let networks: String
  /// Beginning of paths of Podman's own API.
  let libpod: String

  init(_ version: EngineVersion) throws(EngineFailure) {
    kind = version.kind
    api = try version.negotiated()
    description = version.description(speaking: api)
    libpod = version.libpodVersion.map { "/v\($0)/libpod" } ?? "/libpod"
    networks = version.libpodVersion == nil ? "/v\(api)/networks" : "\(libpod)/networks/json"
  }

  /// All containers, running or not.
  var containers: String { "/v\(api)/containers/json?all=1" }

  /// Podman's own list of containers, which tells their pods; nil for Docker.
  var pods: String? { kind == .podman ? "\(libpod)/containers/json?all=true" : nil }

  /// One container.
  func container(_ id: String) -> String { "/v\(api)/containers/\(id)/json" }

  /// What happens to containers and networks: `filters={"type":["network","container"]}`.
  var events: String {
    "/v\(api)/events?filters=%7B%22type%22%3A%5B%22network%22%2C%22container%22%5D%7D"
  }
}
