import Topology

extension Plan {
  /// What takes a carried out plan back.
  /// - Parameters:
  ///   - links: the links that it made, with their indices.
  ///   - objects: what engines made, with their ids.
  public func undoing(links: [LinkTarget], objects: [EngineObject] = []) -> Plan {
    let bound = steps.map { step in
      step.mappingLinks { link in links.first { $0.isSame(as: link) } ?? link }
        .mappingObjects { object in objects.first { $0.isSame(as: object) } ?? object }
    }
    return Plan("undo: \(title)", bound.inverted)
  }
}

extension Planner {
  /// Checks that nothing has taken the place of what a plan brings back.
  /// - Throws: what is in the way.
  public func check(_ plan: Plan) throws(Refusal) {
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
}
