import Addresses
import Topology

/// One value of `NetworkSettings.Networks`, in lists and in details alike.
struct EndpointSettings: Decodable, Sendable, Hashable {
  let networkID: String?
  let endpointID: String?
  let gateway: String?
  let address: String?
  let prefixLength: Int?
  let ipv6Gateway: String?
  let ipv6Address: String?
  let ipv6PrefixLength: Int?
  let mac: String?
  let aliases: [String]?
  let chosen: Chosen?

  /// What the user asked for; Podman never says it.
  struct Chosen: Decodable, Sendable, Hashable {
    let address: String?
    let ipv6Address: String?

    private enum CodingKeys: String, CodingKey {
      case address = "IPv4Address"
      case ipv6Address = "IPv6Address"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case networkID = "NetworkID"
    case endpointID = "EndpointID"
    case gateway = "Gateway"
    case address = "IPAddress"
    case prefixLength = "IPPrefixLen"
    case ipv6Gateway = "IPv6Gateway"
    case ipv6Address = "GlobalIPv6Address"
    case ipv6PrefixLength = "GlobalIPv6PrefixLen"
    case mac = "MacAddress"
    case aliases = "Aliases"
    case chosen = "IPAMConfig"
  }

  /// What is not an address is left out: engines write empty texts, and Podman `<nil>`.
  var configured: Endpoint.Configured {
    Endpoint.Configured(
      addresses: [prefix(address, prefixLength), prefix(ipv6Address, ipv6PrefixLength)].compactMap(\.self),
      gateways: [gateway, ipv6Gateway].compactMap { $0.flatMap { IPAddress($0) } },
      mac: mac.flatMap { MACAddress($0) },
      chosen: [chosen?.address, chosen?.ipv6Address].compactMap { $0.flatMap { IPAddress($0) } })
  }

  private func prefix(_ address: String?, _ length: Int?) -> IPPrefix? {
    guard let address = address.flatMap({ IPAddress($0) }) else { return nil }
    return IPPrefix(address, length: length ?? address.family.bitWidth)
  }
}

extension [String: EndpointSettings?] {
  /// The endpoints of the container with this id, sorted by network name.
  func endpoints(of id: String) -> [EngineEndpoint] {
    map { name, settings in
      EngineEndpoint(
        network: name, networkID: settings?.networkID?.nonEmpty, configured: settings?.configured ?? .init(),
        aliases: (settings?.aliases ?? []).filter { $0 != id.prefix(12) })
    }
    .sorted { $0.network < $1.network }
  }
}

extension [String: String]? {
  /// Sorted by name.
  var labels: [Container.Label] {
    (self ?? [:]).map { Container.Label(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
  }
}
