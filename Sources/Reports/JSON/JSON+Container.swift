import Addresses
import Topology

extension JSON {
  init(_ container: Container) {
    self = [
      "key": .text(container.key),
      "id": .string(container.id),
      "name": .string(container.name),
      "engine": .string(container.engine),
      "image": .optional(container.image),
      "state": .string(container.state.rawValue),
      "pid": .optional(container.pid),
      "namespace": .text(container.namespace),
      "mode": .string(container.mode.word),
      "modeTarget": .text(container.mode.target),
      "configuredMode": .optional(container.configuredMode),
      "endpoints": .array(container.endpoints.sorted { $0.order < $1.order }.map(JSON.init)),
    ]
  }

  private init(_ endpoint: Endpoint) {
    self = [
      "networkId": .optional(endpoint.networkID),
      "network": .optional(endpoint.network),
      "driver": .optional(endpoint.driver),
      "link": JSON(endpoint.link),
      "hostLink": JSON(endpoint.hostLink),
      "bridge": JSON(endpoint.bridge),
      "mac": .text(endpoint.mac),
      "addresses": .texts(endpoint.addresses),
      "gateways": .array(
        endpoint.gateways.map { ["family": .string($0.family.rawValue), "address": .text($0.address)] }),
      "configured": endpoint.configured.map {
        ["addresses": .texts($0.addresses), "gateways": .texts($0.gateways)]
      } ?? .null,
    ]
  }

  init(_ network: Network) {
    self = [
      "key": .text(network.key),
      "id": .optional(network.id),
      "name": .string(network.name),
      "engine": .optional(network.engine),
      "driver": .string(network.driver),
      "internal": .bool(network.isInternal),
      "bridge": JSON(network.bridge),
      "subnets": .array(network.subnets.map { ["subnet": .text($0.prefix), "gateway": .text($0.gateway)] }),
      "containers": .texts(network.containers),
    ]
  }
}

extension Container.Mode {
  fileprivate var target: ContainerKey? { if case .container(let key) = self { key } else { nil } }
}

extension Endpoint {
  /// By the network's id, those without one last, then by the link inside.
  fileprivate var order: (Int, String, Int32) { (networkID == nil ? 1 : 0, networkID ?? "", link?.id.index ?? 0) }
}
