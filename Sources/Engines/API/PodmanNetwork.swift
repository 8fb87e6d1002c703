import Topology

/// One element of Podman's own `GET /libpod/networks/json`, which names the bridge; the compatible answer does not.
struct PodmanNetwork: Decodable, Sendable {
  private let id: String
  private let name: String
  private let driver: String?
  private let interface: String?
  private let isInternal: Bool?
  private let subnets: [Subnet]?
  private let options: [String: String]?
  private let labels: [String: String]?

  private enum CodingKeys: String, CodingKey {
    case id, name, driver, subnets, options, labels
    case interface = "network_interface"
    case isInternal = "internal"
  }

  private struct Subnet: Decodable {
    let subnet: String?
    let gateway: String?
  }

  /// The network in gantry's terms.
  var described: EngineNetwork {
    let isBridge = driver == "bridge"
    return EngineNetwork(
      id: id, name: name, driver: driver ?? "", isInternal: isInternal ?? false,
      subnets: (subnets ?? []).compactMap { Network.Subnet(prefix: $0.subnet, gateway: $0.gateway) },
      bridge: isBridge ? interface?.nonEmpty : nil,
      // Podman keeps the parent of macvlan and ipvlan networks where bridge networks have their bridge.
      parent: options?["parent"]?.nonEmpty ?? (isBridge ? nil : interface?.nonEmpty), labels: labels.labels)
  }
}
