import Addresses
import Engines
import Planning
import Synchronization

/// Has engines do what a plan's steps say, one at a time.
///
/// What takes something back does no harm where that has been done already, or where it is gone.
final class EngineActions: Sendable {
  private let controls = Mutex<[EngineTarget: EngineControl]>([:])
  /// When containers were started, by their ids: those that are started after each other are watched together.
  let starts = Mutex<[String: ContinuousClock.Instant]>([:])
  /// Throws where the plan is to be rolled back; asked while something is waited for.
  let heedCancellation: @Sendable () throws -> Void

  /// - Parameter heedCancellation: throws where the plan is to be rolled back; asked while something is waited for.
  init(heedCancellation: @escaping @Sendable () throws -> Void = {}) { self.heedCancellation = heedCancellation }

  /// Does it.
  /// - Parameter memory: what the plan has learned; takes in what it learns now.
  /// - Throws: an `EngineRefusal` that `hadNoEffect` only where reading again shows so.
  func perform(_ action: EngineAction, _ manner: KernelActions.Manner, _ memory: inout EngineMemory) throws {
    let action = action.mappingObjects(memory.resolved)
    do {
      try carryOut(action, manner, &memory)
    } catch let refusal as EngineRefusal where refusal.hadNoEffect {
      guard try hasEffect(action) else { throw refusal }
      throw PartlyDone(description: "\(refusal.description), and has done it all the same")
    }
  }

  private func carryOut(_ action: EngineAction, _ manner: KernelActions.Manner, _ memory: inout EngineMemory) throws {
    switch action {
    case .remember(let object): memory.descriptions[object.key] = try recorded(object)
    case .rememberEndpoint(let container, _, _):
      // Done once more where an undoing is rolled back: the first reading is the one that counts.
      if manner == .exactly || memory.descriptions[container.key] == nil {
        memory.descriptions[container.key] = try recorded(container)
      }
    case .returnEndpoint(let container, let network, let spec):
      try returnEndpoint(container, network, spec, memory)
    case .createNetwork(let network, let origin): try create(network, origin, manner, &memory)
    case .removeNetwork(let network, _): try remove(network)
    case .connect(let container, let network, let spec): try connect(container, network, spec, manner, memory)
    case .disconnect(let container, let network, _): try disconnect(container, network)
    case .createContainer(let container, let origin): try create(container, origin, manner, &memory)
    case .removeContainer(let container, let origin): try remove(container, origin)
    case .start(let container): try start(container, manner)
    case .stop(let container): try stop(container)
    case .rename(let container, _, let name): try rename(container, to: name, manner)
    case .commit(let container, let image): try commit(container, image)
    case .removeImage(let container, let image): try removeImage(image, of: container.engine)
    case .verify(let container, let connection, let isRunning): try verify(container, connection, isRunning)
    case .watch(let container, let time): try watch(container, time, manner)
    // What is done again after a roll-back stops it whatever became of it.
    case .expectRunning(let container, _): if manner == .exactly { try expectRunning(container) }
    }
  }

  /// The connection to an engine.
  func control(_ engine: EngineTarget) -> EngineControl {
    controls.withLock { controls in
      if let known = controls[engine] { return known }
      let control = EngineControl(name: engine.name, socket: engine.socket)
      controls[engine] = control
      return control
    }
  }

  /// What the engine says of an object that must be there.
  func described(_ object: EngineObject) throws -> JSONValue {
    guard let found = try find(object) else {
      throw Gone(description: "\(object.name) is gone: \(object.engine.name) has no such \(object.kind.rawValue)")
    }
    return found
  }

  /// What the engine says of an object, with what Podman's compatible API leaves out of a container.
  private func recorded(_ object: EngineObject) throws -> JSONValue {
    var description = try described(object)
    guard object.kind == .container, object.engine.isPodman, let id = description["Id"]?.text else {
      return description
    }
    let own = try control(object.engine).send(.podman("/containers/\(id)/json"))
    description[EndpointBody.createCommand] = .array(own?["Config"]?["CreateCommand"]?.elements ?? [])
    return description
  }

  /// Whether the engine shows the effect of a step that it says it has refused.
  private func hasEffect(_ action: EngineAction) throws -> Bool {
    switch action {
    case .remember, .rememberEndpoint, .verify, .commit, .removeImage, .watch, .expectRunning: false
    case .createNetwork(let object, _), .createContainer(let object, _): try find(object) != nil
    case .removeNetwork(let object, _), .removeContainer(let object, _): try find(object) == nil
    case .connect(let container, let network, _), .returnEndpoint(let container, let network, _):
      try find(container)?.isConnected(to: network) == true
    case .disconnect(let container, let network, _): try find(container)?.isConnected(to: network) == false
    case .start(let container): try find(container)?["State"]?["Running"]?.truth == true
    case .stop(let container): try find(container)?["State"]?["Running"]?.truth == false
    case .rename(let container, _, let name): try find(container)?["Name"]?.text == "/\(name)"
    }
  }

  /// What the engine says of an object; nil where it is gone. One whose id is not known yet is recognised by its first
  /// name, which nobody else's container has, or by its label.
  func find(_ object: EngineObject) throws -> JSONValue? {
    if let id = object.id { return try control(object.engine).inspect(object.kind, id) }
    guard let found = try find(object.kind, named: object.firstName, of: object.engine) else { return nil }
    let labels = object.kind == .network ? found["Labels"] : found["Config"]?["Labels"]
    return !object.isLabelled || labels?[EngineObject.label]?.text == object.key ? found : nil
  }

  /// What the engine says of the object with this name; it takes the beginning of an id for a name, too.
  func find(_ kind: EngineObject.Kind, named name: String, of engine: EngineTarget) throws -> JSONValue? {
    let found = try control(engine).inspect(kind, name)
    return [name, "/\(name)"].contains(found?["Name"]?.text) ? found : nil
  }

  /// The id of an object that is to be made again: of itself where it was not removed, or of what an earlier attempt has
  /// made under this name by the same description. An object of others' that only has the name is not taken for it.
  func idIfMadeAgain(_ object: EngineObject, named name: String, _ memory: EngineMemory) throws -> String? {
    if let id = try id(of: object) { return id }
    guard let found = try find(object.kind, named: name, of: object.engine) else { return nil }
    let description = try memory.description(of: object)
    return found.isMade(like: description, object.kind) ? found["Id"]?.text : nil
  }

  /// The id of an object; nil where it is gone.
  func id(of object: EngineObject) throws -> String? { try find(object)?["Id"]?.text }

  /// The id of an object that must be there.
  func requiredID(of object: EngineObject) throws -> String {
    guard let id = try described(object)["Id"]?.text else {
      throw Gone(description: "\(object.engine.name) does not say which id \(object.name) has")
    }
    return id
  }
}

extension EngineControl {
  /// What it says of an object; nil where it has none of this id or name.
  fileprivate func inspect(_ kind: EngineObject.Kind, _ name: String) throws(EngineRefusal) -> JSONValue? {
    do throws(EngineRefusal) {
      switch kind {
      case .container: return try send(.get("/containers/\(name.pathComponent)/json"))
      case .network: return try send(.get("/networks/\(name.pathComponent)"))
      }
    } catch  where error.isNotFound {
      return nil
    }
  }
}

extension JSONValue {
  /// True where an object was made by the description of another.
  fileprivate func isMade(like description: JSONValue, _ kind: EngineObject.Kind) -> Bool {
    switch kind {
    case .network: return NetworkBody.making(like: self) == NetworkBody.making(like: description)
    case .container:
      var (own, other) = (self["Config"] ?? .null, description["Config"] ?? .null)
      // The engine makes it of the id where nobody chose one.
      (own["Hostname"], other["Hostname"]) = (nil, nil)
      return own == other && self["HostConfig"] == description["HostConfig"]
    }
  }
}
