import LinuxSystem
import Planning
import SystemPackage

extension KernelActions {
  /// Both ways make it so, whatever was there before: they can be repeated.
  func perform(_ change: FilterChange) throws {
    switch change {
    case .add(let filter):
      try inHost(filter.namespace) {
        let table: JSONTree = ["family": "inet", "name": .text(NetworkFilter.table)]
        try PacketFilter().perform([["add": ["table": table]]] + filter.chains.flatMap(\.addition))
      }
    case .remove(let filter): try inHost(filter.namespace) { try remove(filter) }
    }
  }

  private func remove(_ filter: NetworkFilter) throws {
    let packetFilter = try PacketFilter()
    let chains = try packetFilter.chains().filter { $0.family == "inet" && $0.table == NetworkFilter.table }
    let own = filter.chains.filter { chain in chains.contains { $0.name == chain.name } }
    // Somebody may have flushed everything since: the table may even be there with nothing in it.
    let isLast = chains.allSatisfy { chain in filter.chains.contains { $0.name == chain.name } }
    if isLast {
      let table: JSONTree = ["family": "inet", "name": .text(NetworkFilter.table)]
      // Adding first makes it no error where there is none.
      return try packetFilter.perform([["add": ["table": table]], ["delete": ["table": table]]])
    }
    if !own.isEmpty { try packetFilter.perform(own.flatMap(\.removal)) }
  }

  /// Does something on a thread in a namespace that must be there.
  func inHost<Result: Sendable>(
    _ namespace: NamespaceTarget, _ job: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    guard let result = try access.inside(namespace, { _ in try job() }) else {
      throw Gone(description: "\(namespace.name) is gone")
    }
    return result
  }
}
