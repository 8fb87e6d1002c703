import NIOCore

/// What an engine said of its networks, decoded only when it says something else.
struct NetworkCache {
  private var listing: ByteBuffer?
  private(set) var networks: [EngineNetwork] = []

  /// Takes a list in.
  mutating func take(_ body: ByteBuffer, of kind: EngineKind) throws(EngineFailure) {
    guard body != listing else { return }
    let described =
      switch kind {
      case .docker: try body.decodedList(of: ListedNetwork.self).map(\.described)
      case .podman: try body.decodedList(of: PodmanNetwork.self).map(\.described)
      }
    networks = described.sorted { $0.id < $1.id }
    listing = body
  }

  /// The endpoint with its network's id, where the engine wrote the network's name in its place: Podman does.
  func resolve(_ endpoint: EngineEndpoint) -> EngineEndpoint {
    guard !networks.contains(where: { $0.id == endpoint.networkID }),
      let network = networks.first(where: { $0.name == endpoint.networkID ?? endpoint.network })
    else { return endpoint }
    var endpoint = endpoint
    endpoint.networkID = network.id
    return endpoint
  }
}
