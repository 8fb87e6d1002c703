import Addresses
import Topology

extension Planner {
  func planDetachment(of namespace: Namespace, from key: NetworkKey?) throws(Refusal) -> Plan {
    let target = try target(namespace)
    let bridge = key.flatMap { snapshot.network($0)?.bridge }.flatMap { snapshot.link($0.id) }
    let endpoints = registry.endpoints.filter { endpoint in
      endpoint.far.namespace.isSame(as: target)
        && (key == nil || link(endpoint.bridge).map { $0.id == bridge?.id } ?? false)
    }
    guard !endpoints.isEmpty else { throw refusal(for: namespace, key, bridge) }
    let steps = endpoints.flatMap { (present(making: $0, in: namespace) + [.recordEndpoint($0)]).inverted }
    let networks = endpoints.map(\.network).joined(separator: ", ")
    let remarks = endpoints.flatMap { lostRoutes(of: $0, in: namespace) }
    return Plan("detach \(target.name) from \(networks)", steps, remarks: remarks)
  }

  /// What makes a connection as it is now: with the addresses that its link has, and with the default route only where it
  /// leads there.
  private func present(making endpoint: NativeEndpoint, in namespace: Namespace) -> [Action] {
    guard let link = link(endpoint.far) else { return endpoint.making }
    // Addresses that the link made of what a router advertised come and go with that.
    let isAdvertised = namespace.routes.contains { route in
      route.origin == "ra" && route.nextHops.contains { $0.link == link.index }
    }
    let present = link.addresses.map(\.prefix).filter { prefix in
      !prefix.address.isLinkLocal
        && (endpoint.addresses.contains(prefix) || prefix.address.family == .ipv4 || !isAdvertised)
    }
    let made = endpoint.making.filter { step in
      switch step {
      case .addAddress(let prefix, let own) where own.isSame(as: endpoint.far): present.contains(prefix)
      case .announce(let address, let own) where own.isSame(as: endpoint.far):
        present.contains { $0.address == address }
      case .addDefaultRoute(let gateway, let own) where own.isSame(as: endpoint.far):
        namespace.routes.contains { route in
          route.isDefault && route.nextHops.contains { $0.link == link.index && $0.gateway == gateway }
        }
      default: true
      }
    }
    return made
      + present.filter { !endpoint.addresses.contains($0) }.map { .addAddress($0, endpoint.far) }
  }

  /// Routes of others that go with the link.
  private func lostRoutes(of endpoint: NativeEndpoint, in namespace: Namespace) -> [String] {
    guard let link = link(endpoint.far) else { return [] }
    let own = Set(endpoint.making.compactMap { if case .addDefaultRoute(let gateway, _) = $0 { gateway } else { nil } })
    let lost = namespace.routes.filter { route in
      guard route.origin != "kernel", !route.destination.address.isLinkLocal else { return false }
      return route.nextHops.contains { hop in
        hop.link == link.index && !(route.isDefault && hop.gateway.map(own.contains) == true)
      }
    }
    return lost.map { "the route \($0.destination) by \(link.name) goes, and undoing does not bring it back" }
  }

  /// Why there is nothing to detach: links that somebody else made stay.
  private func refusal(for namespace: Namespace, _ key: NetworkKey?, _ bridge: Link?) -> Refusal {
    let name = snapshot.name(of: namespace)
    guard let key else { return Refusal("gantry has attached \(name) to nothing") }
    let network = snapshot.name(of: key)
    let ports = bridge.map { snapshot.ports(of: $0.id) } ?? []
    guard let link = namespace.links.first(where: { link in ports.contains { $0.peer?.link == link.id } }) else {
      return Refusal("\(name) is not attached to \(network)")
    }
    guard let engine = snapshot.network(key)?.engine, engine != Registry.engine else {
      return Refusal("\(link.name), by which \(name) is attached to \(network), was not made by gantry, and stays")
    }
    return Refusal(
      "\(link.name), by which \(name) is attached to \(network), is not gantry's: "
        + "\"\(engine) network disconnect \(network.quoted) \(name.quoted)\" detaches it")
  }
}
