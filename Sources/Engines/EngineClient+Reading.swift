import NIOCore

extension EngineClient {
  /// Reads everything that changed, and gives everything there is.
  /// - Parameter named: containers that events named since the last reading.
  func read(named: Set<String> = []) async throws(EngineFailure) -> EngineFacts {
    containers.name(named)
    let session = try await negotiate()
    try await readContainers(session)
    let listing = try await get(session.networks)
    try networks.take(listing, of: session.kind)
    return facts(session)
  }

  /// Follows the engine's events; returns when the engine ends them.
  /// - Parameter onPiece: called on the loop.
  func followEvents(onPiece: @escaping @Sendable (ByteBuffer) -> Void) async throws(EngineFailure) {
    try await follow(negotiate().events, onPiece: onPiece)
  }

  private func negotiate() async throws(EngineFailure) -> EngineSession {
    if let session { return session }
    let version = try await get("/version").decoded(as: EngineVersion.self)
    let agreed = try EngineSession(version)
    session = agreed
    return agreed
  }

  private func readContainers(_ session: EngineSession) async throws(EngineFailure) {
    var due = try containers.take(await get(session.containers))[...]
    if !due.isEmpty, let path = session.pods { try await readPods(path) }
    var unanswered = 0
    while !due.isEmpty {
      let some = due.prefix(Self.lanes)
      due = due.dropFirst(Self.lanes)
      let answers = try await get(some.map { session.container($0.id) }, within: timing.inspection)
      for (container, answer) in zip(some, answers) where take(answer, of: container) == .silent { unanswered += 1 }
      guard unanswered <= Self.lanes else { throw .silent }
    }
  }

  /// Reads which containers are in pods, where the engine has Podman's own API beside the compatible one.
  private func readPods(_ path: String) async throws(EngineFailure) {
    do throws(EngineFailure) {
      try containers.take(pods: await get(path))
    } catch .refused(status: 404, _) {
      return
    }
  }

  /// Takes the details of a container in; answers why there are none.
  private func take(
    _ answer: Result<ByteBuffer, EngineFailure>, of container: ListedContainer
  ) -> EngineFailure? {
    do throws(EngineFailure) {
      containers.take(try answer.get().decoded(as: InspectedContainer.self).described, of: container)
      return nil
    } catch .refused(status: 404, _) {
      containers.remove(container.id)
      return nil
    } catch {
      containers.take(nil, of: container)
      return error
    }
  }

  private func facts(_ session: EngineSession) -> EngineFacts {
    let containers = containers.containers.map { container in
      var container = container
      container.endpoints = container.endpoints.map { networks.resolve($0) }
      return container
    }
    return EngineFacts(
      kind: session.kind, version: session.description, containers: containers, networks: networks.networks,
      withoutDetails: self.containers.withoutDetails)
  }
}
