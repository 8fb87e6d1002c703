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
    let networks: [String] = leaving.steps.compactMap { step in
      if case .disconnect(_, let network, _) = step { network.name } else { nil }
    }
    let naming = "\(engine.name) gives interfaces new names when it connects them again: undoing may find one taken"
    let what = key == nil ? "all networks" : networks.joined(separator: ", ")
    return Plan(
      "detach \(container.name) from \(what)", native + leaving.steps.map(Action.engine),
      remarks: leaving.remarks + (native.isEmpty || leaving.steps.isEmpty ? [] : [naming]))
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
    let target = object(container, engine)
    let steps = leaving.map { endpoint in
      EngineAction.disconnect(
        target, from: EngineObject(.network, endpoint.network ?? "", id: endpoint.networkID ?? "", of: engine),
        returning(endpoint, engine))
    }
    return ((steps.isEmpty ? [] : [.remember(target)]) + steps, losses(of: container).ofLeaving(leaving))
  }

  /// What brings a connection back, as far as the snapshot knows it: undoing goes by what the engine says of it when it is
  /// taken away. Podman does not tell addresses that the user chose from its own choice, and keeps all of them.
  func returning(_ endpoint: Endpoint, _ engine: EngineTarget) -> EngineEndpointSpec {
    let present = endpoint.configured?.addresses.map(\.address) ?? []
    return EngineEndpointSpec(
      addresses: engine.isPodman ? present : endpoint.configured?.chosen ?? [], aliases: endpoint.aliases)
  }

  /// The plan with the names that its containers have by now: they are told by their ids.
  public func namingAnew(_ plan: Plan) -> Plan {
    let names = Dictionary(snapshot.containers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var copy = plan
    copy.steps = plan.steps.map { step in
      step.mappingObjects { object in
        guard object.kind == .container, let name = object.id.flatMap({ names[$0] }) else { return object }
        return object.called(name)
      }
    }
    return copy
  }

  /// The undoing of a plan as it will be: an address that another container has by now is left to the engine's choice.
  public func yieldingTakenAddresses(_ undoing: Plan) -> Plan {
    var plan = undoing
    for (position, step) in undoing.steps.enumerated() {
      guard case .engine(.connect(let container, let target, var spec)) = step,
        let network = snapshot.networks.first(where: { $0.engine == target.engine.name && $0.id == target.id })
      else { continue }
      let taken = takenAddresses(in: network)
      let lost = spec.addresses.filter { taken[$0] != nil && taken[$0] != container.name }
      guard !lost.isEmpty else { continue }
      spec.addresses.removeAll(where: lost.contains)
      plan.steps[position] = .engine(.connect(container, to: target, spec))
      plan.remarks += lost.map { address in
        "\(address) in \(network.name) is taken (\(taken[address] ?? "")): \(container.name) gets what is free there"
      }
    }
    return plan
  }
}
