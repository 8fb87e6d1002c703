import Addresses
import Topology

extension Survey {
  /// What the engine says of a container's link; nil where no engine does.
  func configuration(of link: Link) -> (container: Container, configured: Endpoint.Configured)? {
    for container in snapshot.namespace(link.id.namespace)?.containers.compactMap(snapshot.container) ?? [] {
      guard let endpoint = container.endpoints.first(where: { $0.link?.id == link.id }),
        let configured = endpoint.configured
      else { continue }
      return (container, configured)
    }
    return nil
  }

  /// Whether an engine says that a link is to have an address: a container's own, or the gateway of a bridge's network.
  func isRightful(_ address: IPAddress, on link: Link) -> Bool {
    if let wired = bridge(link.id) {
      return wired.networks.contains { $0.engine != nil && $0.subnets.contains { $0.gateway == address } }
    }
    return configuration(of: link)?.configured.addresses.contains { $0.address == address } ?? false
  }

  /// The commands that take an address from a link and give it back what its engine configured. Where the kernel takes
  /// other addresses and routes away along with it, they are put back.
  func replacement(of address: IPAddress, on link: Link) -> String? {
    guard let position = link.addresses.firstIndex(where: { $0.prefix.address == address }) else { return nil }
    let prefix = link.addresses[position].prefix
    let (ip, name) = (address.family.command, Remedy.quoted(link.name))
    var commands = ["\(ip) addr del \(prefix) dev \(name)"]
    if let configured = configuration(of: link)?.configured {
      // Later addresses of a subnet are secondary to the first one, and go with it (ip-address(8), promote_secondaries).
      let staying = link.addresses[..<position].map(\.prefix)
      let lost = configured.addresses.filter { $0.address.family == address.family && !staying.contains($0) }
      commands += lost.map { "\(ip) addr replace \($0) dev \(name)" }
      if !lost.isEmpty {
        let used = exits(through: link.id).filter { $0.family == address.family }.map(\.gateway)
        commands += used.map { "\(ip) route replace default via \($0) dev \(name)" }
      }
    }
    return commands.map { snapshot.command($0, in: link.id.namespace) }.joined(separator: " && ")
  }

  /// What people call a segment: its bridges, the one with addresses first.
  func name(of segment: Segment) -> String {
    let bridges = segment.bridges.compactMap(snapshot.link)
    return (bridges.first { !$0.addresses.isEmpty } ?? bridges.first)?.name ?? "one cable"
  }
}
