import Addresses
import Topology

extension Planner {
  /// Who has which address of a network: kernel facts, what its engine keeps for containers that do not run, what gantry
  /// wrote down.
  func takenAddresses(on place: Place) -> [IPAddress: String] {
    var taken = assumedAddresses
    for gateway in place.subnets.compactMap(\.gateway) { taken[gateway] = "the gateway" }
    for link in segment(of: place) {
      for address in link.addresses { taken[address.prefix.address] = snapshot.name(of: link.id) }
    }
    for container in snapshot.containers {
      for endpoint in container.endpoints where place.network.id != nil && endpoint.networkID == place.network.id {
        for address in endpoint.configured?.addresses ?? [] { taken[address.address] = container.name }
      }
    }
    for endpoint in registry.endpoints where endpoint.bridge.isSame(as: place.bridge) && isThere(endpoint.near) {
      for address in endpoint.addresses { taken[address.address] = endpoint.far.namespace.name }
    }
    return taken
  }

  /// The bridge, its ports, and every link of the namespaces that are plugged into it: what can answer there.
  private func segment(of place: Place) -> [Link] {
    let ports = snapshot.ports(of: place.link.id)
    let members = Set(ports.compactMap { $0.peer?.namespace }).subtracting([place.link.id.namespace])
    return [place.link] + ports + snapshot.namespaces.filter { members.contains($0.id) }.flatMap(\.links)
  }

  /// The lowest free address, or the highest: an engine gives the low ones away itself.
  func freeAddress(in prefix: IPPrefix, _ taken: [IPAddress: String], fromTheTop: Bool) -> IPAddress? {
    let count = UInt64(1) << UInt64(min(prefix.address.family.bitWidth - prefix.length, 24))
    for offset in 1..<count {
      let candidate = prefix.network.address.advanced(by: fromTheTop ? count - offset : offset)
      if let candidate, prefix.isHost(candidate), taken[candidate] == nil { return candidate }
    }
    return nil
  }
}
