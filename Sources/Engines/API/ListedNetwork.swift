import Addresses
import Topology

/// One element of `GET /networks`.
struct ListedNetwork: Decodable, Sendable {
  private let id: String
  private let name: String
  private let driver: String?
  private let isInternal: Bool?
  private let ipam: IPAM?
  private let options: [String: String]?
  private let labels: [String: String]?

  private enum CodingKeys: String, CodingKey {
    case id = "Id"
    case name = "Name"
    case driver = "Driver"
    case isInternal = "Internal"
    case ipam = "IPAM"
    case options = "Options"
    case labels = "Labels"
  }

  private struct IPAM: Decodable {
    let config: [Pool]?

    private enum CodingKeys: String, CodingKey { case config = "Config" }
  }

  private struct Pool: Decodable {
    let subnet: String?
    let gateway: String?
    let range: String?
    let reserved: [String: String]?

    private enum CodingKeys: String, CodingKey {
      case subnet = "Subnet"
      case gateway = "Gateway"
      case range = "IPRange"
      case reserved = "AuxiliaryAddresses"
    }

    var described: Network.Subnet? {
      var described = Network.Subnet(prefix: subnet, gateway: gateway)
      described?.range = range.flatMap { IPPrefix($0) }
      described?.reserved = (reserved ?? [:]).values.compactMap { IPAddress($0) }.sorted()
      return described
    }
  }

  /// The network in gantry's terms.
  var described: EngineNetwork {
    EngineNetwork(
      id: id, name: name, driver: driver ?? "", isInternal: isInternal ?? false,
      subnets: (ipam?.config ?? []).compactMap(\.described),
      bridge: bridge, isTranslated: isTranslated, parent: options?["parent"]?.nonEmpty, labels: labels.labels)
  }

  private var isTranslated: Bool {
    options?["com.docker.network.bridge.enable_ip_masquerade"] != "false"
      && options?["com.docker.network.bridge.gateway_mode_ipv4"].map { $0.hasPrefix("nat") } ?? true
  }

  private var bridge: String? {
    guard driver == "bridge" else { return nil }
    if let name = options?["com.docker.network.bridge.name"]?.nonEmpty { return name }
    let isDefault = name == "bridge" || options?["com.docker.network.bridge.default_bridge"] == "true"
    return isDefault ? "docker0" : "br-" + id.prefix(12)
  }
}

extension Network.Subnet {
  /// A subnet as engines write it; nil where it is none. The gateway may be missing, or written with a length.
  init?(prefix: String?, gateway: String?) {
    guard let prefix = prefix.flatMap({ IPPrefix($0) }) else { return nil }
    self.init(prefix: prefix, gateway: gateway.flatMap { IPPrefix($0) }?.address)
  }
}
