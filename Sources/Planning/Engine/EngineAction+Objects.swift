extension EngineAction {
  /// The same with other objects in it: with their ids, once these are known.
  public func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> EngineAction {
    switch self {
    case .remember(let object): .remember(transform(object))
    case .rememberEndpoint(let container, let network, let spec):
      .rememberEndpoint(transform(container), in: transform(network), spec)
    case .returnEndpoint(let container, let network, let spec):
      .returnEndpoint(transform(container), to: transform(network), spec)
    case .createNetwork(let network, let origin): .createNetwork(transform(network), origin)
    case .removeNetwork(let network, let origin): .removeNetwork(transform(network), origin)
    case .connect(let container, let network, let spec): .connect(transform(container), to: transform(network), spec)
    case .disconnect(let container, let network, let spec):
      .disconnect(transform(container), from: transform(network), spec)
    case .createContainer(let container, let origin):
      .createContainer(transform(container), origin.mappingObjects(transform))
    case .removeContainer(let container, let origin):
      .removeContainer(transform(container), origin.mappingObjects(transform))
    case .start(let container): .start(transform(container))
    case .stop(let container): .stop(transform(container))
    case .rename(let container, let from, let to): .rename(transform(container), from: from, to: to)
    case .commit(let container, let image): .commit(transform(container), image: image)
    case .removeImage(let container, let image): .removeImage(transform(container), image: image)
    case .verify(let container, let connection, let isRunning):
      .verify(transform(container), connection.mappingObjects(transform), isRunning: isRunning)
    case .watch(let container, let time): .watch(transform(container), time)
    case .expectRunning(let container, let time): .expectRunning(transform(container), time)
    }
  }

  /// The container or network that it is about.
  var object: EngineObject {
    switch self {
    case .remember(let object), .rememberEndpoint(let object, _, _), .returnEndpoint(let object, _, _),
      .createNetwork(let object, _), .removeNetwork(let object, _),
      .connect(let object, _, _),
      .disconnect(let object, _, _), .createContainer(let object, _), .removeContainer(let object, _),
      .start(let object), .stop(let object), .rename(let object, _, _), .commit(let object, _),
      .removeImage(let object, _), .verify(let object, _, _), .watch(let object, _), .expectRunning(let object, _):
      object
    }
  }

  /// What it makes.
  var created: EngineObject? {
    switch self {
    case .createNetwork(let object, _), .createContainer(let object, _): object
    default: nil
    }
  }

  /// What has to be there for it.
  var needed: [EngineObject] {
    switch self {
    case .createNetwork, .returnEndpoint: []
    case .createContainer(_, .image(_, _, let connection)): connection.objects
    case .createContainer(_, .another(let other, let connection, _, let owners)):
      [other] + connection.objects + (owners?.objects ?? [])
    case .createContainer(_, .itself(_, _, let sharing, _, let owners)):
      [sharing].compactMap(\.self) + (owners?.objects ?? [])
    case .connect(let container, let network, _): [container, network]
    default: [object]
    }
  }
}

extension EngineAction {
  /// What must hold of names before a plan begins.
  /// - Parameters:
  ///   - objects: those that the plan is about: they may have each other's names.
  ///   - made: those that it makes.
  func requirements(among objects: [EngineObject], made: [EngineObject]) -> [Requirement] {
    func free(_ name: String, _ object: EngineObject) -> Requirement {
      var others: [EngineObject] = []
      for other in objects where other.kind == object.kind && !others.contains(other) { others.append(other) }
      return .free(name: name, object.kind, object.engine, except: others)
    }
    switch self {
    case .createContainer(let object, .itself(let name, _, _, _, _)): return [free(name, object)]
    case .createContainer(let object, _): return [free(object.firstName, object)]
    case .createNetwork(let object, _): return [free(object.name, object)]
    case .connect(let container, let network, _) where !made.contains(where: container.isSame):
      return [.unconnected(container, network)]
    case .disconnect(let container, let network, let spec) where network.name != "none":
      return [.connection(container, network, spec)]
    case .rename(let object, let from, let to):
      return (made.contains(where: object.isSame) ? [] : [.called(object, from)]) + [free(to, object)]
    default: return []
    }
  }
}

extension EngineConnection {
  /// What has to be there for it.
  var objects: [EngineObject] {
    switch self {
    case .host, .none, .unchanged: []
    case .container(let object), .network(let object, _): [object]
    }
  }
}

extension Action {
  /// The same with the ids of an engine's objects, once these are known.
  public func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> Action {
    if case .engine(let action) = self { .engine(action.mappingObjects(transform)) } else { self }
  }
}
