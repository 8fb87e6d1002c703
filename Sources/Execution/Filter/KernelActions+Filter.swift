import LinuxSystem
import Planning
import SystemPackage

extension KernelActions {
  /// Makes or removes the chains of a network. Both are idempotent.
  /// - Returns: the filter with the handles of its chains, where it was made.
  func perform(_ change: FilterChange) throws -> NetworkFilter? {
    switch change {
    case .add(let filter): return try inHost(filter.namespace) { try OwnChains(filter).make() }
    case .remove(let filter):
      try inHost(filter.namespace) { try OwnChains(filter).remove() }
      return nil
    }
  }

  /// Makes sure that a filter's chains hold nothing that gantry did not put there.
  func checkOwnership(of filter: NetworkFilter) throws {
    _ = try access.inside(filter.namespace) { _ in _ = try OwnChains(filter).found() }
  }

  /// Makes sure that no chain of others has the name of one of a filter's.
  func checkFreedom(of filter: NetworkFilter) throws {
    // Without nft there is no chain; making one says what is missing.
    guard Program("nft") != nil else { return }
    _ = try access.inside(filter.namespace) { _ in try OwnChains(filter).checkFreedom() }
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
