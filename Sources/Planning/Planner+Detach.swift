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
    let steps = endpoints.flatMap { ($0.making + [.recordEndpoint($0)]).inverted }
    let networks = endpoints.map(\.network).joined(separator: ", ")
    return Plan("detach \(target.name) from \(networks)", steps)
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
