/// How a container that an engine makes is connected.
public enum EngineConnection: Hashable, Sendable {
  /// The host's own stack.
  case host
  /// `lo` only.
  case none
  /// The namespace of another container.
  case container(EngineObject)
  /// A network.
  case network(EngineObject, EngineEndpointSpec)
  /// As the container was connected that it takes the place of.
  case unchanged

  /// As an argument of `--network`.
  var argument: String {
    switch self {
    case .host: "host"
    case .none: "none"
    // What is new has its first name until all of it is there.
    case .container(let other): "container:\(other.firstName)".quoted
    case .network(let network, _): network.argument
    case .unchanged: ""
    }
  }

  /// As a person reads it.
  var words: String {
    switch self {
    case .host: "in host mode"
    case .none: "in none mode"
    case .container(let other): "in the namespace of \(other.name)"
    case .network(let network, _): "in the network \(network.name)"
    case .unchanged: "connected as before"
    }
  }

  func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> EngineConnection {
    switch self {
    case .host, .none, .unchanged: self
    case .container(let other): .container(transform(other))
    case .network(let network, let spec): .network(transform(network), spec)
    }
  }
}
