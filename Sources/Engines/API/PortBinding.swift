import Addresses
import Topology

/// Where a port of a container is published: one element of a value of `NetworkSettings.Ports`.
struct PortBinding: Decodable, Sendable, Hashable {
  let hostAddress: String?
  let hostPort: String?

  private enum CodingKeys: String, CodingKey {
    case hostAddress = "HostIp"
    case hostPort = "HostPort"
  }

  /// The ports that `80/tcp` and its bindings stand for: one a binding, or one that is only exposed.
  static func ports(of port: String, _ bindings: [PortBinding]) -> [Container.PublishedPort] {
    let parts = port.split(separator: "/", maxSplits: 1)
    guard let first = parts.first, let number = UInt16(first) else { return [] }
    let transport = parts.count == 2 ? String(parts[1]) : "tcp"
    guard !bindings.isEmpty else { return [Container.PublishedPort(transport: transport, containerPort: number)] }
    return bindings.map { binding in
      let hostPort = binding.hostPort.flatMap { UInt16($0) }
      return Container.PublishedPort(
        transport: transport, containerPort: number,
        hostAddress: hostPort == nil ? nil : binding.address, hostPort: hostPort)
    }
  }

  /// What was asked for by `80/tcp` and its bindings in `HostConfig.PortBindings`: each is published, if only on a port
  /// that the engine chooses.
  static func published(_ port: String, _ bindings: [PortBinding]) -> [Container.PublishedPort] {
    bindings.flatMap { binding in
      ports(of: port, []).map { port in
        Container.PublishedPort(
          transport: port.transport, containerPort: port.containerPort, hostAddress: binding.address,
          hostPort: binding.hostPort.flatMap { UInt16($0) }.flatMap { $0 == 0 ? nil : $0 })
      }
    }
  }

  /// Podman writes nothing where it binds all addresses.
  private var address: IPAddress? {
    guard let text = hostAddress?.nonEmpty else { return IPAddress(ipv4: 0) }
    return IPAddress(text)
  }
}

extension Container.PublishedPort {
  /// By number, then by transport, then by what it is bound to.
  var sortKey: (UInt16, String, UInt16, String) {
    (containerPort, transport, hostPort ?? 0, hostAddress?.description ?? "")
  }
}
