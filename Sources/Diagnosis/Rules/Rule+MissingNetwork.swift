import Addresses
import Topology

extension Rule {
  /// A container with an endpoint in a network that its engine does not have any more.
  ///
  /// Docker removes a network that only stopped containers refer to. They keep its id, not its name, so that one of the
  /// same name does not bring them back: starting them fails with "network … not found".
  static let missingNetwork = Rule("missing-network", "a container that refers to a network which does not exist") {
    survey in
    let snapshot = survey.snapshot
    return snapshot.containers.filter { snapshot.listsEverything(of: $0.engine) }.flatMap { container in
      container.endpoints.compactMap { endpoint in
        guard let name = endpoint.network, !snapshot.has(endpoint, of: container.engine) else { return nil }
        return missing(name, endpoint, of: container, snapshot)
      }
    }
  }

  private static func missing(
    _ name: String, _ endpoint: Endpoint, of container: Container, _ snapshot: Snapshot
  ) -> Finding {
    let engine = container.engine
    let other = snapshot.networks.first { $0.engine == engine && $0.name == name }
    let identity = endpoint.networkID.map { ", id \($0.prefix(12))" } ?? ""
    return Finding(
      rule: "missing-network", severity: .warning, object: .container(container.key),
      involved: other.map { [.network($0.key)] } ?? [],
      title: "\(container.name) refers to the network \(name), which does not exist: it cannot be started",
      evidence: [
        "\(container.name) is \(container.state.rawValue), with an endpoint in \(name)\(identity)",
        other.map { "\(engine) has a network \(name), but with the id \($0.id?.prefix(12) ?? "unknown")" }
          ?? "\(engine) has no network \(name)",
      ], remedy: remedy(name, endpoint, of: container, exists: other != nil))
  }

  private static func remedy(_ name: String, _ endpoint: Endpoint, of container: Container, exists: Bool) -> String {
    let network = Remedy.quoted(name)
    guard let create = Remedy.engine("network create", name, of: container) else {
      return "Make the network \(name) again, and connect \(container.name) to it"
    }
    // Podman knows networks by their names.
    if container.engine == "podman" { return "Make the network again: \(create)" }
    let addresses = exists ? endpoint.configured?.chosen ?? [] : []
    let options =
      addresses.map { "\($0.family == .ipv4 ? "--ip" : "--ip6") \($0) " }
      + endpoint.aliases.map { "--alias \(Remedy.quoted($0)) " }
    let connect = "docker network connect \(options.joined())\(network) \(Remedy.quoted(container.name))"
    return exists
      ? "Connect it to the network of that name: \(connect)"
      : "Make the network again, with the subnet and options that it had, and connect \(container.name) to it: "
        + "\(create) && \(connect)"
  }
}

extension Snapshot {
  /// True where the engine lists the network of an endpoint.
  fileprivate func has(_ endpoint: Endpoint, of engine: String) -> Bool {
    networks.contains { network in
      network.engine == engine && (endpoint.networkID.map { $0 == network.id } ?? (endpoint.network == network.name))
    }
  }
}
