import Addresses
import Engines
public import Planning
import Topology

extension Planner {
  /// Makes a plan, and where it makes containers again, makes it once more with what only their engines know of them.
  /// - Parameter make: makes the plan.
  /// - Throws: what `make` throws, or an `ExecutionFailure` where an engine does not answer.
  public func informed(_ make: (Planner) throws -> Plan) throws -> Plan {
    let plan = try make(self)
    guard plan.makesAgain else { return plan }
    let engines = EngineActions()
    var planner = self
    try answering {
      for object in plan.replaced where object.kind == .container {
        planner.facts.containers[object.key] = try engines.facts(of: object)
      }
    }
    var informed = try make(planner)
    try answering { informed.creations = try engines.creations(in: informed) { try engines.described($0) } }
    return informed
  }
}

extension JournalEntry {
  /// The plan that takes this one back, with what is lost by that, and with the commands that do the same.
  /// - Throws: a `Refusal` where something has taken what it brings back, an `ExecutionFailure` where an engine does not
  ///   answer.
  public func undoing(by planner: Planner) throws -> Plan {
    let plan = planner.namingAnew(planner.yieldingTakenAddresses(undoing))
    try planner.check(plan, bringingBack: returns)
    guard plan.makesAgain else { return plan }
    let engines = EngineActions()
    var planner = planner
    try answering {
      for object in plan.replaced where object.kind == .container {
        if let id = object.id { planner.facts.containers[id] = try engines.facts(of: object) }
      }
    }
    var announced = planner.announcing(plan, earlier: returns.containers)
    try answering { announced.creations = try engines.creations(in: announced) { try memory.description(of: $0) } }
    return announced
  }

  private var returns: EngineReturns {
    var returns = EngineReturns()
    for (key, description) in memory.descriptions {
      if let container = EngineContainer(inspected: description) { returns.containers[key] = Container(container) }
      let ranges = (description["IPAM"]?["Config"]?.elements ?? []).compactMap { $0["Subnet"]?.text }
      returns.subnets[key] = ranges.compactMap { IPPrefix($0) }
    }
    returns.currentID = memory.current
    return returns
  }
}

/// Turns what an engine answers into a failure of which nothing was begun.
private func answering(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch {
    throw ExecutionFailure(nil, error)
  }
}

extension Container {
  /// A container that is not there any more, as its engine described it.
  fileprivate init(_ word: EngineContainer) {
    self.init(
      key: ContainerKey(engine: "", id: word.id), id: word.id, name: word.name, engine: "", image: word.image,
      state: word.state, configuredMode: word.networkMode,
      endpoints: word.endpoints.map {
        Endpoint(networkID: $0.networkID, network: $0.network, configured: $0.configured, aliases: $0.aliases)
      }, ports: word.ports, labels: word.labels, removesItself: word.removesItself,
      anonymousVolumes: word.anonymousVolumes, definition: word.definition)
  }
}

extension EngineActions {
  /// What only its engine knows of a container; nothing of one that is gone.
  fileprivate func facts(of object: EngineObject) throws -> ContainerFacts {
    var facts = ContainerFacts()
    guard let container = try find(object), let id = container["Id"]?.text else { return facts }
    let control = control(object.engine)
    let changes = try control.send(.get("/containers/\(id)/changes"))
    facts.hasWritten = container.hasWritten(changes ?? .null)
    let driver = container["HostConfig"]?["LogConfig"]?["Type"]?.text ?? ""
    let isKept = ["json-file", "local", "k8s-file", ""].contains(driver)
    facts.hasLogs = try isKept && control.size(of: .get("/containers/\(id)/logs?stdout=1&stderr=1&tail=1")) > 0
    guard object.engine.isPodman, let own = try control.send(.podman("/containers/\(id)/json")) else { return facts }
    facts.hasCreateCommand = own["Config"]?["CreateCommand"]?.elements.isEmpty == false
    facts.annotations = (own["Config"]?["Annotations"]?.members ?? [:]).keys.filter(Self.isUsers).sorted()
    facts.umask = own["Config"]?["Umask"]?.text.flatMap { $0.isEmpty || $0 == "0000" ? nil : $0 }
    let ownDriver = own["HostConfig"]?["LogConfig"]?["Type"]?.text ?? ""
    facts.logDriver = ownDriver.isEmpty || ownDriver == driver ? nil : ownDriver
    return facts
  }

  /// Podman and its runtime write annotations of their own.
  private static func isUsers(_ annotation: String) -> Bool {
    !["io.podman.", "io.container.", "org.opencontainers.", "io.kubernetes."].contains { annotation.hasPrefix($0) }
  }

  /// The words of the commands by which the engine's client makes the containers and networks of a plan that are like
  /// others.
  /// - Parameter description: what the engine says, or said, of an object.
  fileprivate func creations(
    in plan: Plan, _ description: (EngineObject) throws -> JSONValue
  ) throws -> [String: [[String]]] {
    // Until all of it is there, what is made has another name than it has in the end.
    var names: [String: String] = [:]
    var creations: [String: [[String]]] = [:]
    for case .engine(.createNetwork(let network, .itself)) in plan.steps {
      let body = NetworkBody.making(like: try description(network))
      creations[network.key] = [
        ["network", "create"] + NetworkBody.arguments(body, isPodman: network.engine.isPodman)
      ]
    }
    for case .engine(.createContainer(let container, let origin)) in plan.steps {
      let model: EngineObject
      let name: String
      switch origin {
      case .image: continue
      case .another(let other, _, _, _): (model, name) = (other, container.firstName)
      case .itself(let itsName, _, _, _, _): (model, name) = (container, itsName)
      }
      names[container.key] = name
      let making = try making(
        origin, like: description(model), container.engine, takesAllEndpoints: false,
        reference: { names[$0.key] ?? $0.name })
      creations[container.key] =
        [Self.creation(name, making.body, isPodman: container.engine.isPodman)]
        + (making.left.map { [["network", "disconnect", $0, name]] } ?? [])
        + making.later.map { endpoint in
          ["network", "connect"] + CreateArguments.endpoint(endpoint.settings, isConnection: true)
            + [endpoint.network, name]
        }
    }
    return creations
  }

  private static func creation(_ name: String, _ body: JSONValue, isPodman: Bool) -> [String] {
    let network = body["HostConfig"]?["NetworkMode"]?.text ?? "default"
    let endpoints = body["NetworkingConfig"]?["EndpointsConfig"]?.members ?? [:]
    let endpoint = endpoints[network] ?? endpoints.first?.value ?? .object([:])
    return ["create", "--name", name]
      + CreateArguments(body, isPodman: isPodman).list(network: network, endpoint: endpoint)
  }
}

extension JSONValue {
  /// True where a container has changed files that are neither mount points nor folders that lead to one.
  /// - Parameter changes: the answer of `GET /containers/{id}/changes`.
  fileprivate func hasWritten(_ changes: JSONValue) -> Bool {
    let mounts =
      (self["Mounts"]?.elements ?? []).compactMap { $0["Destination"]?.text }
      + (self["HostConfig"]?["Tmpfs"]?.members ?? [:]).keys
      + (self["HostConfig"]?["Devices"]?.elements ?? []).compactMap { $0["PathInContainer"]?.text }
    let paths = changes.elements.compactMap { change in change["Path"]?.text }
    return paths.contains { path in !mounts.contains { $0 == path || $0.hasPrefix(path + "/") } }
  }
}
