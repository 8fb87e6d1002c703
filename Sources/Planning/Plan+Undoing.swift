import Addresses
import Topology

extension Plan {
  /// The plan that takes this one back, once it was carried out.
  /// - Parameter resolved: fills in what was learned meanwhile: indices, handles, ids.
  public func undoing(resolved: (Action) -> Action = { $0 }) -> Plan {
    Plan("undo: \(title)", rollBackOrder.compactMap { resolved(steps[$0]).inverse })
  }

  /// The positions of the steps in the order in which they are rolled back: the last first, but a container that took
  /// another one's place goes after that one is back and was checked.
  public var rollBackOrder: [Int] {
    let order = steps.indices.reversed()
    return order.filter { !goesLast(steps[$0]) } + order.filter { goesLast(steps[$0]) }
  }

  /// The positions of the steps that start containers which took the place of others.
  public var replacementStarts: [Int] {
    let made = steps.filter(goesLast).compactMap { if case .engine(let action) = $0 { action.created } else { nil } }
    return steps.indices.filter { position in
      if case .engine(.start(let object)) = steps[position] { made.contains(where: object.isSame) } else { false }
    }
  }

  /// True for the making of a container that takes the place of another. Where the other one goes as soon as it stops
  /// (`--rm`), so does the new one, and is made again should the rolling back fail.
  private func goesLast(_ step: Action) -> Bool {
    guard case .engine(.createContainer(_, .another(let old, _, _, _))) = step else { return false }
    return !steps.contains { other in
      if case .engine(.removeContainer(old, .itself(_, _, _, starts: true, _))) = other { true } else { false }
    }
  }
}

extension Planner {
  /// Checks that nothing has taken the place of what a plan brings back.
  /// - Throws: what is in the way.
  public func check(_ plan: Plan) throws(Refusal) {
    for case .sandbox(.removeNamespace(let namespace)) in plan.steps { try checkLeaving(namespace, plan) }
    for step in plan.steps { try checkReturning(step, plan) }
    let space = AddressSpace(of: snapshot, registry)
    let returning = plan.steps.compactMap { if case .record(let network) = $0 { network } else { nil } }
    for network in returning {
      for subnet in network.subnets where !isThere(network.bridge) {
        if let other = space.owner(of: subnet.prefix) {
          throw Refusal("\(subnet.prefix) overlaps \(other.prefix) by now (\(other.owner))")
        }
      }
      if snapshot.networks.contains(where: { $0.name == network.name && $0.engine != nil }) {
        throw Refusal("there is another network \(network.name) by now")
      }
    }
  }

  private func checkReturning(_ step: Action, _ plan: Plan) throws(Refusal) {
    switch step {
    case .sandbox(.makeNamespace(let namespace)):
      guard let name = namespace.sandbox, snapshot.namespaces.contains(where: { $0.names.contains(name) }) else {
        return
      }
      throw Refusal("there is another namespace \(name) by now (ip netns): \"ip netns delete \(name.quoted)\" first")
    case .recordEndpoint(let endpoint) where !isThere(endpoint.near): try checkReturning(endpoint, plan)
    case .engine(.removeNetwork(let network, .new)):
      let members =
        snapshot.networks.first { $0.engine == network.engine.name && $0.id == network.id }?.containers ?? []
      guard members.isEmpty else {
        let names = members.map { snapshot.name(of: $0) }.joined(separator: ", ")
        throw Refusal(
          "\(names) \(members.count == 1 ? "is" : "are") connected to \(network.name) by now: disconnect first")
      }
    default: return
    }
  }

  /// A cable comes back under its names, with its addresses and its default route: none of them may be others' by now.
  private func checkReturning(_ endpoint: NativeEndpoint, _ plan: Plan) throws(Refusal) {
    if let host = snapshot.hostNamespace, let other = host.link(named: endpoint.near.name) {
      throw Refusal("there is another link \(other.name) by now")
    }
    let namespace = snapshot.namespaces.first { $0.cookie == endpoint.far.namespace.cookie }
    let place = endpoint.far.namespace.name
    if let namespace, namespace.link(named: endpoint.far.name) != nil {
      throw Refusal("\(place) has another link \(endpoint.far.name) by now")
    }
    for case .addDefaultRoute(let gateway, let link) in plan.steps where link.isSame(as: endpoint.far) {
      if let other = namespace?.gateways.first(where: { $0.family == gateway.family }) {
        throw Refusal("\(place) has another default route by now (\(other.route)): remove it, then undo again")
      }
    }
    guard let bridge = link(endpoint.bridge) else { return }
    let ports = snapshot.ports(of: bridge.id)
    let members = Set(ports.compactMap { $0.peer?.namespace })
    let links = [bridge] + snapshot.namespaces.filter { members.contains($0.id) && !$0.isHost }.flatMap(\.links)
    for address in endpoint.addresses.map(\.address) {
      guard let owner = links.first(where: { link in link.addresses.contains { $0.prefix.address == address } }) else {
        continue
      }
      throw Refusal("\(address) is taken by now (\(snapshot.name(of: owner.id))): detach that one first")
    }
  }

  /// Who lives in a namespace that goes, or what was connected to it since, would be lost.
  private func checkLeaving(_ namespace: NamespaceTarget, _ plan: Plan) throws(Refusal) {
    let sharers = registry.containers.filter { $0.name != namespace.sandbox && $0.namespace.isSame(as: namespace) }
    let going = plan.steps.compactMap { if case .forgetEndpoint(let endpoint) = $0 { endpoint.near } else { nil } }
    let later = registry.endpoints.filter { endpoint in
      endpoint.far.namespace.isSame(as: namespace) && isThere(endpoint.near)
        && !going.contains(where: endpoint.near.isSame)
    }
    guard sharers.isEmpty else {
      throw Refusal("\(sharers.map(\.name).joined(separator: ", ")) share the namespace of \(namespace.name) by now")
    }
    guard later.isEmpty else {
      let networks = later.map(\.network).joined(separator: ", ")
      throw Refusal("\(namespace.name) is attached to \(networks) by now: detach it first")
    }
  }
}
