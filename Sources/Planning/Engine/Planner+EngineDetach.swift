import Addresses
import Topology

extension Planner {
  /// Takes a container out of a network of its engine, or out of all of them.
  func planDetachment(of container: Container, from key: NetworkKey?) throws(Refusal) -> Plan {
    let engine = try engine(named: container.engine)
    let leaving = try disconnections(of: container, from: key, engine)
    let native = key == nil ? nativeConnections(of: container) : []
    guard !leaving.steps.isEmpty || !native.isEmpty else {
      throw Refusal("\(container.name) is attached to nothing that could be taken away")
    }
    let networks = leaving.steps.compactMap { step in
      if case .disconnect(_, let network, _) = step { network.name } else { nil }
    }
    let what = key == nil ? "all networks" : networks.joined(separator: ", ")
    return Plan(
      "detach \(container.name) from \(what)", native + leaving.steps.map(Action.engine), remarks: leaving.remarks)
  }

  /// The steps that take a container out of networks, each with what brings it back as it was.
  func disconnections(
    of container: Container, from key: NetworkKey?, _ engine: EngineTarget
  ) throws(Refusal) -> (steps: [EngineAction], remarks: [String]) {
    let rules = EngineRules(snapshot, engine)
    switch rules.wiring(of: container) {
    case .host, .shared:
      throw Refusal(
        "\(container.name) is \(container.configuredMode == "host" ? "in host mode" : "in another one's namespace"): "
          + "\"gantry attach \(container.name.quoted) --mode none --recreate\" parts it")
    case .isolated where key != nil: throw Refusal("\(container.name) is in none mode: it is attached to no network")
    case .isolated, .networks: break
    }
    let leaving = rules.endpoints(of: container).filter { $0.driver != "null" }.filter { endpoint in
      key.map { snapshot.network($0)?.id == endpoint.networkID } ?? true
    }
    if let key, leaving.isEmpty {
      throw Refusal("\(container.name) is not attached to \(snapshot.name(of: key)) by \(engine.name)")
    }
    let steps = leaving.map { endpoint in
      EngineAction.disconnect(
        object(container, engine),
        from: EngineObject(.network, endpoint.network ?? "", id: endpoint.networkID ?? "", of: engine),
        returning(endpoint, engine))
    }
    let isDefault = leaving.contains { $0.network == engine.defaultNetwork } && !engine.isPodman
    let remark =
      "\(engine.name) gives no fixed addresses in \(engine.defaultNetwork): undoing brings back the lowest free one"
    return (steps, isDefault ? [remark] : [])
  }

  /// What brings a connection back: address, aliases, hardware address. Docker's default network takes none of them.
  private func returning(_ endpoint: Endpoint, _ engine: EngineTarget) -> EngineEndpointSpec {
    if endpoint.network == engine.defaultNetwork, !engine.isPodman { return EngineEndpointSpec() }
    let addresses = endpoint.configured?.addresses ?? []
    let mac = endpoint.configured?.mac
    return EngineEndpointSpec(addresses: addresses.map(\.address), aliases: endpoint.aliases, mac: mac)
  }
}
