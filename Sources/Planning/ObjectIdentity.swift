public import Addresses

/// An object that plans make, remove or act on, told from all others that there are or were on a machine.
public enum ObjectIdentity: Hashable, Sendable {
  /// A link, by its namespace and its hardware address.
  case link(namespace: String, MACAddress)
  /// The namespace of a native container, by the container's name.
  case namespace(String)
  /// An entry of gantry's registry, by its number.
  case registered(UInt64)
  /// A container or network of an engine, by its id.
  case engine(socket: String, EngineObject.Kind, id: String)
  /// The endpoint of a container in a network, by the ids of both.
  case endpoint(socket: String, container: String, network: String)
}

extension Plan {
  /// Tells whether rolling an earlier plan back would pull the ground from under this one: this one changes the existence
  /// of something that the earlier one acts on, or acts on something whose existence the earlier one has changed.
  ///
  /// Both plans must have the ids that engines have given meanwhile.
  public func builds(on earlier: Plan) -> Bool {
    let changed = Set(steps.flatMap(\.changed))
    let earlierChanged = Set(earlier.steps.flatMap(\.changed))
    return !changed.isDisjoint(with: earlierChanged) || !changed.isDisjoint(with: Set(earlier.steps.flatMap(\.used)))
      || !earlierChanged.isDisjoint(with: Set(steps.flatMap(\.used)))
  }
}

extension Action {
  /// The objects that it makes or removes.
  var changed: [ObjectIdentity] {
    switch self {
    case .createBridge(let link, _), .removeBridge(let link, _): [link.identity]
    case .createVeth(let near, let far, _), .removeVeth(let near, let far, _): [near.identity, far.identity]
    case .record(let network), .forget(let network): registered(network.number)
    case .recordEndpoint(let endpoint), .forgetEndpoint(let endpoint): registered(endpoint.number)
    case .sandbox(.makeNamespace(let namespace)), .sandbox(.removeNamespace(let namespace)):
      [.namespace(namespace.key)]
    case .sandbox(.record(let container)), .sandbox(.forget(let container)): registered(container.number)
    case .engine(let action): action.changed
    default: []
    }
  }

  /// What gantry 0.1.0 made has no number: its links tell it.
  private func registered(_ number: UInt64) -> [ObjectIdentity] { number == 0 ? [] : [.registered(number)] }

  /// The objects that have to be there for it.
  var used: [ObjectIdentity] {
    let links = self.links
    let namespaces = links.map(\.namespace).filter { $0.sandbox != nil }.map { ObjectIdentity.namespace($0.key) }
    switch self {
    case .sandbox(.start(let process)), .sandbox(.stop(let process)):
      return process.namespace.sandbox == nil ? [] : [.namespace(process.namespace.key)]
    case .engine(let action): return action.needed.map(\.identity)
    default: return links.map(\.identity) + namespaces
    }
  }
}

extension EngineAction {
  fileprivate var changed: [ObjectIdentity] {
    switch self {
    case .createNetwork(let object, _), .removeNetwork(let object, _), .createContainer(let object, _),
      .removeContainer(let object, _):
      [object.identity]
    case .connect(let container, let network, _), .disconnect(let container, let network, _):
      [.endpoint(socket: container.engine.socket, container: container.id ?? "", network: network.id ?? "")]
    default: []
    }
  }
}

extension LinkTarget {
  fileprivate var identity: ObjectIdentity { .link(namespace: namespace.key, mac) }
}

extension EngineObject {
  fileprivate var identity: ObjectIdentity { .engine(socket: engine.socket, kind, id: id ?? key) }
}
