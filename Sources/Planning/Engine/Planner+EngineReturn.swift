public import Addresses
public import Topology

/// What an undoing brings back of an engine's objects, as they were when the plan began.
public struct EngineReturns: Sendable {
  /// The containers, by the keys that their objects have in the plan.
  public var containers: [String: Container] = [:]
  /// The address ranges of the networks, by the same.
  public var subnets: [String: [IPPrefix]] = [:]
  /// The id that an object has now, by the one that it had then.
  public var currentID: @Sendable (String) -> String = { $0 }

  /// Nothing comes back, until it is filled in.
  public init() {}
}

extension Planner {
  /// Checks that nothing has taken what the containers and networks of an undoing had: their networks, their ports on the
  /// host, their chosen addresses, their address ranges.
  /// - Throws: the first that is taken, or gone, with what to do.
  public func check(_ undoing: Plan, bringingBack earlier: EngineReturns) throws(Refusal) {
    try checkAnswers(of: undoing)
    let space = AddressSpace(of: snapshot, registry)
    let going = undoing.steps.compactMap { if case .engine(let action) = $0 { action.ended?.id } else { nil } }
    for case .engine(let action) in undoing.steps {
      switch action {
      case .createNetwork(let network, .itself):
        for subnet in earlier.subnets[network.key] ?? [] {
          guard let other = space.owner(of: subnet) else { continue }
          throw Refusal(
            "\(subnet) of \(network.name) overlaps \(other.prefix) by now (\(other.owner)): remove that first")
        }
      case .createContainer(let object, .itself(_, _, _, let starts, _)):
        guard let container = earlier.containers[object.key] else { continue }
        let isStarted = undoing.steps.contains { $0.starts(object) }
        let networks = try networks(of: container, object, earlier, made: undoing)
        guard starts || isStarted else { continue }
        try checkPorts(of: container, going + [object.id].compactMap(\.self))
        for (endpoint, network) in networks { try checkAddresses(of: endpoint, in: network, container, going) }
      default: continue
      }
    }
  }

  /// What an engine that does not answer has by now is not known.
  private func checkAnswers(of undoing: Plan) throws(Refusal) {
    let engines = Set(
      undoing.steps.compactMap { if case .engine(let action) = $0 { action.object.engine.name } else { nil } })
    for source in snapshot.sources where engines.contains(source.name) {
      switch source.state {
      case .slow, .failed, .pending: if let silence = snapshot.silence(of: source.name) { throw silence }
      case .ok, .absent, .denied, .remote: continue
      }
    }
  }

  /// The networks that a container was in. An engine's Swarm shows its networks only where they are used.
  private func networks(
    of container: Container, _ object: EngineObject, _ earlier: EngineReturns, made undoing: Plan
  ) throws(Refusal) -> [(Endpoint, Network)] {
    let own = snapshot.networks.filter { $0.engine == object.engine.name }
    let hasSwarm = own.contains { $0.driver == "overlay" }
    var found: [(Endpoint, Network)] = []
    for endpoint in container.endpoints {
      guard let id = endpoint.networkID.map(earlier.currentID), !id.isEmpty, !object.engine.isPodman else { continue }
      if let network = own.first(where: { $0.id == id }) {
        found.append((endpoint, network))
        continue
      }
      let name = endpoint.network ?? id
      let isMade = undoing.steps.contains {
        if case .engine(.createNetwork(let network, _)) = $0 { network.id == id || network.key == id } else { false }
      }
      guard !isMade, !hasSwarm else { continue }
      if let other = own.first(where: { $0.name == name }) {
        throw Refusal(
          "\(container.name) was in the network \(name) (\(id.prefix(12))), and \(name) is another one by now "
            + "(\((other.id ?? "").prefix(12)))")
      }
      throw Refusal("\(container.name) was in the network \(name) (\(id.prefix(12))), which is gone")
    }
    return found
  }

  private func checkPorts(of container: Container, _ going: [String]) throws(Refusal) {
    let others = snapshot.containers.filter { $0.isAlive && !going.contains($0.id) }
    for port in container.definition.publishedPorts where port.hostPort != nil {
      guard let other = others.first(where: { $0.ports.contains(where: port.collides) }) else { continue }
      throw Refusal(
        "port \(port.hostPort ?? 0)/\(port.transport) of \(container.name) is published by \(other.name) by now: stop "
          + "that one first")
    }
  }

  private func checkAddresses(
    of endpoint: Endpoint, in network: Network, _ container: Container, _ going: [String]
  ) throws(Refusal) {
    let leaving = Set(snapshot.containers.filter { going.contains($0.id) }.map(\.name) + [container.name])
    let taken = takenAddresses(in: network)
    for address in endpoint.configured?.chosen ?? [] {
      guard let owner = taken[address], !leaving.contains(owner) else { continue }
      throw Refusal(
        "\(address) of \(container.name) in \(network.name) is taken by now (\(owner)): disconnect that one first")
    }
  }
}

extension EngineAction {
  /// The container that does not run any more after it.
  fileprivate var ended: EngineObject? {
    switch self {
    case .stop(let object), .removeContainer(let object, _): object
    default: nil
    }
  }
}

extension Action {
  fileprivate func starts(_ object: EngineObject) -> Bool {
    if case .engine(.start(let other)) = self { other.isSame(as: object) } else { false }
  }
}

extension Container.PublishedPort {
  /// True where the engine cannot open both on one host.
  fileprivate func collides(with other: Container.PublishedPort) -> Bool {
    guard let hostPort, hostPort == other.hostPort, transport == other.transport else { return false }
    guard let mine = hostAddress, let its = other.hostAddress, !mine.isUnspecified, !its.isUnspecified else {
      return hostAddress.map { mine in other.hostAddress.map { $0.family == mine.family } ?? true } ?? true
    }
    return mine == its
  }
}
