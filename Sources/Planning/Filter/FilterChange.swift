/// A step that changes the table `gantry` of the packet filter.
public enum FilterChange: Hashable, Sendable {
  /// Adds a network's chains.
  case add(NetworkFilter)
  /// Removes a network's chains, and the table with the last of them.
  case remove(NetworkFilter)

  /// What takes it back.
  var inverse: FilterChange {
    switch self {
    case .add(let filter): .remove(filter)
    case .remove(let filter): .add(filter)
    }
  }

  /// What a person reads.
  var summary: String {
    switch self {
    case .add(let filter): "filter \(filter.matter) \(filter.network)"
    case .remove(let filter): "stop filtering \(filter.matter) \(filter.network)"
    }
  }

  /// The command that others would use.
  var command: String {
    switch self {
    case .add(let filter): filter.namespace.running(filter.command)
    case .remove(let filter): filter.namespace.running(filter.removal)
    }
  }
}

extension NetworkFilter {
  fileprivate var matter: String {
    chains.contains { $0.type == "nat" } ? "and translate what leaves" : "what leaves and enters"
  }
}
