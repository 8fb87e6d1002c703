import Topology

/// What an engine does to the connections of a container, and what it refuses, in its own words (moby, runconfig/errors.go
/// and daemon/container_operations.go; podman, libpod/networking_common.go).
struct EngineRules {
  let snapshot: Snapshot
  let engine: EngineTarget

  init(_ snapshot: Snapshot, _ engine: EngineTarget) {
    self.snapshot = snapshot
    self.engine = engine
  }

  /// How a container is connected, as its engine sees it.
  enum Wiring: Equatable {
    case host
    case isolated
    case shared
    /// To these networks, or to none of them.
    case networks([String])
  }

  func wiring(of container: Container) -> Wiring {
    let mode = container.configuredMode ?? ""
    if mode.hasPrefix("container:") { return .shared }
    if mode == "host" { return .host }
    let networks = endpoints(of: container)
    let isIsolated = networks.contains { $0.driver == "null" || $0.network == "none" }
    // Podman has no network of this name.
    if isIsolated || mode == "none" && networks.isEmpty { return .isolated }
    return .networks(networks.compactMap(\.networkID))
  }

  /// The connections that the engine knows of: cables that somebody else has plugged in stand among a container's, too.
  func endpoints(of container: Container) -> [Endpoint] {
    container.endpoints.filter { endpoint in
      (endpoint.configured != nil || endpoint.link == nil)
        && snapshot.networks.contains { $0.engine == engine.name && $0.id == endpoint.networkID }
    }
  }

  func feasibility(of destination: Destination, for container: Container) -> Feasibility {
    do throws(Refusal) {
      try checkIsOurs(container)
      switch Self.normalized(destination, in: snapshot) {
      case .network(let key, _, _): return try feasibility(ofNetwork: key, for: container)
      case .bridge:
        guard let network = defaultNetwork else {
          throw Refusal("\(engine.name) has no network \(engine.defaultNetwork)")
        }
        return try feasibility(ofNetwork: network.key, for: container)
      case .host:
        if wiring(of: container) == .host { throw Refusal("\(container.name) is in host mode already") }
        return try recreation(of: container, hostRefusal)
      case .none: return try feasibilityOfNone(for: container)
      case .container(let key): return try feasibility(ofSharing: key, for: container)
      }
    } catch {
      return .refused(error)
    }
  }

  /// The network that containers get where nobody names one.
  var defaultNetwork: Network? {
    snapshot.networks.first { $0.engine == engine.name && $0.name == engine.defaultNetwork }
  }

  /// Docker shows two of the modes as networks.
  static func normalized(_ destination: Destination, in snapshot: Snapshot) -> Destination {
    guard case .network(let key, _, _) = destination else { return destination }
    return switch snapshot.network(key)?.driver {
    case "host": .host
    case "null": .none
    default: destination
    }
  }

  /// - Throws: why its engine, or whoever commands it, would not have it changed.
  private func checkIsOurs(_ container: Container) throws(Refusal) {
    if let reason = snapshot.silence(of: engine.name) { throw reason }
    let labels = Dictionary(container.labels.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    if let service = labels["com.docker.swarm.service.name"] {
      throw Refusal("\(container.name) belongs to the Swarm service \(service), which decides how it is connected")
    }
    if let pod = labels["io.kubernetes.pod.name"] {
      throw Refusal("\(container.name) belongs to the Kubernetes pod \(pod), which decides how it is connected")
    }
    if let pod = container.definition.pod {
      throw Refusal("\(container.name) belongs to the pod \(pod), which decides how it is connected")
    }
    if container.state == .removing || container.state == .dead {
      throw Refusal("\(container.name) is being removed")
    }
  }

  private func feasibility(ofNetwork key: NetworkKey, for container: Container) throws(Refusal) -> Feasibility {
    guard let network = snapshot.network(key), let id = network.id else {
      throw Refusal("there is no network \(key) any more")
    }
    switch wiring(of: container) {
    case .host, .shared: return try recreation(of: container, sharedRefusal)
    case .isolated: return engine.isPodman ? try recreation(of: container, sharedRefusal) : .live
    case .networks(let ids):
      if ids.contains(id) { throw Refusal("\(container.name) is connected to \(network.name) already") }
      return .live
    }
  }

  private func feasibilityOfNone(for container: Container) throws(Refusal) -> Feasibility {
    switch wiring(of: container) {
    case .isolated: throw Refusal("\(container.name) is in none mode already")
    case .host: return try recreation(of: container, hostRefusal)
    case .shared: return try recreation(of: container, sharedRefusal)
    case .networks(let ids):
      if ids.isEmpty, engine.isPodman { throw Refusal("\(container.name) is connected to nothing already") }
      return .live
    }
  }

  private func feasibility(ofSharing key: ContainerKey, for container: Container) throws(Refusal) -> Feasibility {
    guard let target = snapshot.container(key) else { throw Refusal("there is no container \(key) any more") }
    if target.key == container.key { throw Refusal("\(container.name) cannot share its own namespace") }
    guard target.engine == engine.name else {
      throw Refusal("\(target.name) is a container of \(target.engine), and \(engine.name) joins its own only")
    }
    if container.isJoined(to: target) {
      throw Refusal("\(container.name) shares the namespace of \(target.name) already")
    }
    if snapshot.sharers(of: container).contains(where: { $0.key == target.key }) {
      throw Refusal("\(target.name) itself shares the namespace of \(container.name)")
    }
    guard target.isAlive || !container.isAlive else {
      throw Refusal("cannot join network of a non running container: \(target.name)")
    }
    let refusal = wiring(of: container) == .host ? hostRefusal : sharedRefusal
    return try recreation(of: container, refusal)
  }

  private func recreation(of container: Container, _ words: String) throws(Refusal) -> Feasibility {
    let dependents = snapshot.dependents(of: container)
    for one in [container] + dependents where one.state == .paused {
      throw Refusal("\(one.name) is paused: \(engine.name) unpause \(one.name.quoted) first")
    }
    for one in dependents { try checkIsOurs(one) }
    // A link holds the other one's id, and works in the default network only.
    for one in [container] + dependents {
      let linkers = snapshot.linkers(of: one).map(\.name).sorted()
      guard linkers.isEmpty else {
        throw Refusal(
          "\(linkers.joined(separator: ", ")) \(linkers.count == 1 ? "is" : "are") linked to \(one.name) (--link), and "
            + "would lose it: make \(linkers.count == 1 ? "it" : "them") again without the link first")
      }
    }
    return .recreation(Refusal(words))
  }

  private var sharedRefusal: String {
    engine.isPodman
      ? "only bridge networks can be connected and disconnected: invalid network mode"
      : "container sharing network namespace with another container or host cannot be connected to any other network"
  }

  private var hostRefusal: String {
    engine.isPodman
      ? "only bridge networks can be connected and disconnected: invalid network mode"
      : "container cannot be disconnected from host network or connected to host network"
  }
}
