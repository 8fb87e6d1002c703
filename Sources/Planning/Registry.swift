/// What gantry has made without an engine and not taken back.
public struct Registry: Hashable, Sendable {
  /// Networks, sorted by name.
  public var networks: [NativeNetwork]
  /// Connections, sorted by network and address.
  public var endpoints: [NativeEndpoint]

  /// Containers, sorted by name.
  public var containers: [NativeContainer]

  /// What was written down, in any order.
  public init(
    networks: [NativeNetwork] = [], endpoints: [NativeEndpoint] = [], containers: [NativeContainer] = []
  ) {
    self.containers = containers.sorted { $0.name < $1.name }
    self.networks = networks.sorted { $0.name < $1.name }
    self.endpoints = endpoints.sorted { ($0.network, $0.far.mac) < ($1.network, $1.far.mac) }
  }
}
