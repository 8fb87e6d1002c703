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
  func perform(_ action: EngineAction, _ manner: KernelActions.Manner, _ memory: inout EngineMemory) throws {
    switch action.mappingObjects(memory.resolved) {
    case .remember(let object): memory.descriptions[object.key] = try described(object)
    case .createNetwork(let network, let origin): try create(network, origin, manner, &memory)
    case .removeNetwork(let network, _): try remove(network)
    case .connect(let container, let network, let spec): try connect(container, network, spec, manner)
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
