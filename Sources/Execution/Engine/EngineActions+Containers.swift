import Engines
import Planning

extension EngineActions {
  func create(
    _ container: EngineObject, _ origin: ContainerOrigin, _ manner: KernelActions.Manner, _ memory: inout EngineMemory
  ) throws {
    var name = container.firstName
    var starts = false
    if case .itself(let itsName, _, _, let isRunning, _) = origin { (name, starts) = (itsName, isRunning) }
    var id: String?
    if manner == .asFarAsNeeded { id = try existing(container, origin, memory) }
    if id == nil { id = try make(container, name, origin, memory) }
    guard let id else { throw PartlyDone(description: "\(container.engine.name) gave \(name) no id") }
    memory.learn(container, id: id)
    if starts {
      try partly { () throws(EngineRefusal) in try control(container.engine).send(.post("/containers/\(id)/start")) }
      noteStart(of: id)
    }
  }

  /// One that was made before, or has not been removed.
  private func existing(
    _ container: EngineObject, _ origin: ContainerOrigin, _ memory: EngineMemory
  ) throws -> String? {
    guard case .itself(let name, _, _, _, _) = origin else { return try id(of: container) }
    return try idIfMadeAgain(container, named: name, memory)
  }

  private func make(
    _ container: EngineObject, _ name: String, _ origin: ContainerOrigin, _ memory: EngineMemory
  ) throws -> String? {
    let control = control(container.engine)
    let making = try making(container, origin, memory)
    let answer = try control.send(.post("/containers/create?name=\(name.pathComponent)", making.body))
    guard let id = answer?["Id"]?.text else { return nil }
    do {
      try partly { () throws(EngineRefusal) in
        if let left = making.left {
          let body: JSONValue = ["Container": .string(id), "Force": false]
          try control.send(.post("/networks/\(left.pathComponent)/disconnect", body))
        }
        for endpoint in making.later {
          let body: JSONValue = ["Container": .string(id), "EndpointConfig": endpoint.settings]
          try control.send(.post("/networks/\(endpoint.network.pathComponent)/connect", body))
        }
      }
    } catch {
      // Half a container is none.
      try control.send(.delete("/containers/\(id)?force=true"))
      throw error
    }
    return id
  }

  private func making(
    _ container: EngineObject, _ origin: ContainerOrigin, _ memory: EngineMemory
  ) throws -> ContainerBody.Making {
    switch origin {
    case .image(let image, let command, let connection):
      var body: JSONValue = ["Image": .string(image), "Labels": [EngineObject.label: .string(container.key)]]
      if !command.isEmpty { body["Cmd"] = .array(command.map(JSONValue.string)) }
      let (mode, endpoint) = try connection.asMode { try requiredID(of: $0) }
      body["HostConfig"] = ["NetworkMode": .string(mode)]
      if let endpoint { body["NetworkingConfig"] = ["EndpointsConfig": .object([mode: endpoint])] }
      return ContainerBody.Making(body: body)
    case .another(let other, _, _, _): return try making(origin, like: memory.description(of: other), other.engine)
    case .itself: return try making(origin, like: memory.description(of: container), container.engine)
    }
  }

  /// The request for a container that is like another one.
  /// - Parameters:
  ///   - description: what its engine said of that one.
  ///   - takesAllEndpoints: false where only one network can be named; nil where the engine's version decides.
  ///   - reference: by what another container is referred to: its id, unless told otherwise.
  func making(
    _ origin: ContainerOrigin, like description: JSONValue, _ engine: EngineTarget, takesAllEndpoints: Bool? = nil,
    reference: ((EngineObject) throws -> String)? = nil
  ) throws -> ContainerBody.Making {
    let reference = reference ?? { try self.requiredID(of: $0) }
    let control = control(engine)
    let container = ContainerBody(like: description)
    let hostname = try control.send(.get("/info"))?["Name"]?.text
    let owners = origin.owners
    return container.making(
      try origin.connection(reference), image: try origin.keptImage ?? image(of: container, control),
      hostname: hostname,
      owners: (try owners?.pid.map(reference), try owners?.ipc.map(reference)),
      missingSources: try missingSources(of: container, control),
      takesAllEndpoints: try takesAllEndpoints ?? (engine.isPodman || control.takesAllEndpoints()),
      modeIsNetwork: !engine.isPodman)
  }

  /// The containers whose volumes it has, and that are gone.
  private func missingSources(of container: ContainerBody, _ control: EngineControl) throws -> Set<String> {
    var missing: Set<String> = []
    for name in Set(container.volumeSources.map(ContainerBody.source)) {
      try ignoring({ refusal in
        if refusal.isNotFound { missing.insert(name) }
        return refusal.isNotFound
      }) { () throws(EngineRefusal) in try control.send(.get("/containers/\(name.pathComponent)/json")) }
    }
    return missing
  }

  /// The image of a container by the name that it was made with, or by its id where that name is gone or stands for
  /// another image by now.
  /// - Throws: a `Gone` where the engine has it under neither.
  private func image(of container: ContainerBody, _ control: EngineControl) throws -> String {
    let name = container.imageName ?? ""
    guard let id = container.image, !id.isEmpty else { return name }
    if !name.isEmpty, try imageID(name, control)?.isSameDigest(as: id) == true { return name }
    guard try imageID(id, control) != nil else {
      throw Gone(
        description:
          "\(control.name) has the image \(id) no more, of which \(container.name) is made: --commit makes one")
    }
    return id
  }

  /// The id of the image that a name stands for; nil where it stands for none.
  private func imageID(_ name: String, _ control: EngineControl) throws -> String? {
    var id: String?
    try ignoring({ $0.isNotFound }) { () throws(EngineRefusal) in
      id = try control.send(.get("/images/\(name.pathComponent)/json"))?["Id"]?.text
    }
    return id
  }

  /// Volumes stay: those without names may be bound by what takes its place.
  func remove(_ container: EngineObject, _ origin: ContainerOrigin) throws {
    guard let id = try id(of: container) else { return }
    let control = control(container.engine)
    // An engine that removes it by itself once it stops may be doing so: 404 and 409 say that.
    let isGoing = { (refusal: EngineRefusal) in refusal.isNotFound || refusal.message.contains("already in progress") }
    if case .itself(_, _, _, starts: true, _) = origin {
      try ignoring(isGoing) { () throws(EngineRefusal) in
        try control.send(.post("/containers/\(id)/stop", patience: .seconds(600)))
      }
    }
    do {
      try control.send(.delete("/containers/\(id)?force=true&v=false"))
    } catch {
      guard isGoing(error) else { throw error }
      try ignoring({ $0.isNotFound }) { () throws(EngineRefusal) in try control.send(.removal(of: id)) }
    }
  }

  func start(_ container: EngineObject, _ manner: KernelActions.Manner) throws {
    let id = try requiredID(of: container)
    try control(container.engine).send(.post("/containers/\(id)/start"))
    noteStart(of: id)
  }

  /// Its processes have the time to end that it was made with. One that its engine removes once it stops is waited for.
  func stop(_ container: EngineObject) throws {
    guard let state = try find(container), let id = state["Id"]?.text else { return }
    let control = control(container.engine)
    try ignoring({ $0.isNotFound }) { () throws(EngineRefusal) in
      try control.send(.post("/containers/\(id)/stop", patience: .seconds(600)))
      if state["HostConfig"]?["AutoRemove"]?.truth == true { try control.send(.removal(of: id)) }
    }
  }

  func rename(_ container: EngineObject, to name: String, _ manner: KernelActions.Manner) throws {
    guard let state = try find(container), let id = state["Id"]?.text else {
      // What was new has gone by itself as it stopped.
      if name == container.firstName, name != container.name { return }
      throw Gone(description: "\(container.name) is gone: \(container.engine.name) has no such container")
    }
    if ["/\(name)", name].contains(state["Name"]?.text) { return }
    try control(container.engine).send(.post("/containers/\(id)/rename?name=\(name.pathComponent)"))
  }

  func commit(_ container: EngineObject, _ image: String) throws {
    let (name, tag) = image.splitTag
    try control(container.engine).send(
      .post(
        "/commit?container=\((container.id ?? container.name).pathComponent)&repo=\(name.pathComponent)"
          + "&tag=\(tag.pathComponent)", .object([:]), patience: .seconds(1800)))
  }

  /// 409: a container is made of it.
  func removeImage(_ image: String, of engine: EngineTarget) throws {
    try ignoring({ $0.isNotFound || $0.status == 409 }) { () throws(EngineRefusal) in
      try control(engine).send(.delete("/images/\(image.pathComponent)"))
    }
  }

  func verify(_ container: EngineObject, _ connection: EngineConnection, _ isRunning: Bool) throws {
    let state = try described(container)
    if isRunning, let failure = WatchedState(state).failure { throw PartlyDone(description: failure) }
    if connection == .unchanged { return }
    let (expected, _) = try connection.asMode { try requiredID(of: $0) }
    let mode = state["HostConfig"]?["NetworkMode"]?.text ?? ""
    let isWanted = mode == expected || container.engine.isPodman && mode == "bridge" && connection.isNetwork
    guard isWanted else {
      throw PartlyDone(description: "\(container.engine.name) has connected it otherwise: \(mode), not \(expected)")
    }
  }

  /// A failure of what comes after something that has been done already.
  private func partly(_ body: () throws(EngineRefusal) -> Void) throws {
    do throws(EngineRefusal) {
      try body()
    } catch {
      throw PartlyDone(description: error.description)
    }
  }
}

extension EngineControl.Request {
  /// Waits until a container is gone, which an engine says before it has all been done.
  fileprivate static func removal(of id: String) -> EngineControl.Request {
    .post("/containers/\(id)/wait?condition=removed", patience: .seconds(60))
  }
}

extension EngineConnection {
  fileprivate var isNetwork: Bool { if case .network = self { true } else { false } }

  /// `HostConfig.NetworkMode`, and what is chosen of the endpoint.
  fileprivate func asMode(id: (EngineObject) throws -> String) rethrows -> (mode: String, endpoint: JSONValue?) {
    switch self {
    case .host: ("host", nil)
    case .none: ("none", nil)
    case .container(let other): ("container:\(try id(other))", nil)
    case .network(let network, let spec): (network.name, spec.body == .object([:]) ? nil : spec.body)
    case .unchanged: ("", nil)
    }
  }
}

extension ContainerOrigin {
  fileprivate var owners: NamespaceOwners? {
    switch self {
    case .image: nil
    case .another(_, _, _, let owners), .itself(_, _, _, _, let owners): owners
    }
  }

  /// The image that keeps what a container has written.
  fileprivate var keptImage: String? {
    switch self {
    case .image: nil
    case .another(_, _, let image, _), .itself(_, let image, _, _, _): image
    }
  }

  fileprivate func connection(
    _ reference: (EngineObject) throws -> String
  ) rethrows -> ContainerBody.Connection {
    switch self {
    case .image: .same(sharing: nil)
    case .another(_, let connection, _, _): try ContainerBody.Connection(connection, id: reference)
    case .itself(_, _, let sharing, _, _): .same(sharing: try sharing.map(reference))
    }
  }
}

extension ContainerBody.Connection {
  fileprivate init(_ connection: EngineConnection, id: (EngineObject) throws -> String) rethrows {
    switch connection {
    case .host: self = .host
    case .none: self = .none
    case .container(let other): self = .container(try id(other))
    case .network(let network, let spec): self = .network(network.name, spec.body == .object([:]) ? nil : spec.body)
    case .unchanged: self = .same(sharing: nil)
    }
  }
}

extension String {
  /// True where both are the same digest; Podman leaves out in some answers by which algorithm it was made.
  fileprivate func isSameDigest(as other: String) -> Bool {
    (split(separator: ":").last ?? "") == (other.split(separator: ":").last ?? "")
  }

  /// An image's name and its tag.
  fileprivate var splitTag: (name: String, tag: String) {
    guard let colon = lastIndex(of: ":") else { return (self, "latest") }
    return (String(self[..<colon]), String(self[index(after: colon)...]))
  }
}
