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
    return order.filter { !steps[$0].makesReplacement } + order.filter { steps[$0].makesReplacement }
  }
}

extension Action {
  /// True for the making of a container that takes the place of another.
  fileprivate var makesReplacement: Bool {
    if case .engine(.createContainer(_, .another)) = self { true } else { false }
  }
}

extension Planner {
  /// Checks that nothing has taken the place of what a plan brings back.
  /// - Throws: what is in the way.
  public func check(_ plan: Plan) throws(Refusal) {
    for case .sandbox(.removeNamespace(let namespace)) in plan.steps { try checkLeaving(namespace, plan) }
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
