import Engines
import Planning

extension EngineActions {
  /// Connects a container to a network. Where that brings back a connection which the plan has read, it gets what it had;
  /// an address that is another's by now is left to the engine's choice, so that the container is not left detached.
  func connect(
    _ container: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec, _ manner: KernelActions.Manner,
    _ memory: EngineMemory
  ) throws {
    let state = try described(container)
    if manner == .asFarAsNeeded, state.isConnected(to: network) { return }
    let record = memory.descriptions[container.key].flatMap {
      EndpointBody(like: $0, in: network.name, id: network.key)
    }
    // A plan of version 0.1 has no record; a hardware address is in it only where a connection comes back.
    let isReturning = record != nil || spec.mac != nil
    let endpoint = record ?? EndpointBody(spec.body)
    var attempts = [endpoint] + (isReturning && !endpoint.addresses.isEmpty ? endpoint.yielding : [])
    let last = attempts.removeLast()
    for attempt in attempts {
      do {
        return try connect(container, network, attempt, state)
      } catch let refusal as EngineRefusal where refusal.status != nil {
        continue
      }
    }
    try connect(container, network, last, state)
  }

  /// - Parameter before: what the engine said of the container.
  private func connect(
    _ container: EngineObject, _ network: EngineObject, _ endpoint: EndpointBody, _ before: JSONValue
  ) throws {
    // A Swarm's network is told to this node once a container is in it: until then the engine would take its id for the
    // name that the container refers to.
    var target = network
    if try find(network)?["Scope"]?.text == "swarm" { target.id = nil }
    do {
      try control(container.engine).send(.connecting(container, to: target, endpoint.settings))
    } catch {
      try removeHalfMade(container, network, before)
      throw error
    }
  }

  func disconnect(_ container: EngineObject, _ network: EngineObject) throws {
    guard let state = try find(container), state.isConnected(to: network) else { return }
    try ignoring({ $0.isNotFound || $0.message.contains("is not connected to") }) { () throws(EngineRefusal) in
      try control(container.engine).send(.disconnecting(container, from: network))
    }
    if try find(container)?.isConnected(to: network) == true { try replaceHalfMade(container, network) }
  }

  /// Connects a container to a network that has come back, as it was to the one that went; one that is gone needs none.
  func returnEndpoint(
    _ container: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec, _ memory: EngineMemory
  )
    throws
  {
    guard try find(container) != nil else { return }
    try connect(container, network, spec, .asFarAsNeeded, memory)
  }

  /// Takes away what a failed connect has left. Docker writes the endpoint down before it asks for an address, and keeps
  /// it where it gets none: the container cannot be started again then.
  private func removeHalfMade(_ container: EngineObject, _ network: EngineObject, _ before: JSONValue) throws {
    guard let state = try find(container), state.isConnected(to: network), !before.isConnected(to: network) else {
      return
    }
    try ignoring({ _ in true }) { () throws(EngineRefusal) in
      try control(container.engine).send(.disconnecting(container, from: network))
    }
    guard try find(container)?.isConnected(to: network) == true else { return }
    try replaceHalfMade(container, network)
    guard try find(container)?.isConnected(to: network) == true else { return }
    let client = container.engine.isPodman ? "podman" : "docker"
    throw PartlyDone(
      description:
        "\(container.engine.name) has left \(container.name) with half an endpoint in \(network.name), which "
        + "keeps it from being started again: \"\(client) stop \(container.name) && \(client) network disconnect "
        + "\(network.name) \(container.name) && \(client) start \(container.name)\" removes it")
  }

  /// Docker finds no endpoint to disconnect in a running container (500 "is not connected to"). It keeps endpoints by
  /// their network's name, so that one in another network of this name takes its place, and that can be disconnected.
  private func replaceHalfMade(_ container: EngineObject, _ network: EngineObject) throws {
    let control = control(network.engine)
    let answer = try control.send(
      .post(
        "/networks/create",
        [
          "Name": .string(network.name), "Driver": "bridge", "Internal": true, "CheckDuplicate": false,
          "Labels": [EngineObject.label: .string("\(network.key)-spare")],
        ]))
    guard let id = answer?["Id"]?.text else { return }
    let spare = EngineObject(.network, network.name, id: id, of: network.engine)
    do throws(EngineRefusal) {
      try control.send(.connecting(container, to: spare, .object([:])))
      try control.send(.disconnecting(container, from: spare))
    } catch {
      try control.send(.delete("/networks/\(id)"))
      throw error
    }
    try control.send(.delete("/networks/\(id)"))
  }
}

extension EngineControl.Request {
  fileprivate static func connecting(
    _ container: EngineObject, to network: EngineObject, _ settings: JSONValue
  ) -> EngineControl.Request {
    .post(
      "/networks/\((network.id ?? network.name).pathComponent)/connect",
      ["Container": .string(container.id ?? container.name), "EndpointConfig": settings])
  }

  fileprivate static func disconnecting(
    _ container: EngineObject, from network: EngineObject
  ) -> EngineControl.Request {
    .post(
      "/networks/\((network.id ?? network.name).pathComponent)/disconnect",
      ["Container": .string(container.id ?? container.name), "Force": false])
  }
}

extension JSONValue {
  /// True for a container that has an endpoint in a network, or half of one.
  func isConnected(to network: EngineObject) -> Bool { endpoint(in: network) != nil }

  /// A container's endpoint in a network; nil where it has none.
  func endpoint(in network: EngineObject) -> JSONValue? {
    (self["NetworkSettings"]?["Networks"]?.members ?? [:]).first { name, endpoint in
      let id = endpoint["NetworkID"]?.text ?? ""
      return id.isEmpty || id == name ? name == network.name : id == network.id
    }?.value
  }
}
