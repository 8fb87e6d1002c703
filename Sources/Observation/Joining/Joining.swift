import Engines
import Topology

/// Kernel facts and engines' words, put together into one picture.
struct Joining {
  private let kernel: KernelReading
  private let engines: [EngineReading]
  /// Engines that were seen to be local before: all their containers may be about to die.
  private let knownLocal: Set<String>

  /// - Parameter knownLocal: sockets of engines that were ``provedLocal`` earlier.
  init(_ kernel: KernelReading, _ engines: [EngineReading], knownLocal: Set<String> = []) {
    self.kernel = kernel
    self.engines = engines
    self.knownLocal = knownLocal
  }

  /// The picture, and the sockets of engines whose containers are proved to be processes of this host.
  func joined() -> (snapshot: Snapshot, provedLocal: Set<String>) {
    let locator = ContainerLocator(kernel, engines)
    let localities = engines.map(locator.locality)
    let remote = Set(
      engines.indices.filter { localities[$0] == .remote && !knownLocal.contains(engines[$0].socket) })
    let located = locator.located(remote: remote)
    var containers = connected(located)
    let networks = NetworkJoiner(
      kernel, engines,
      hosts: engines.indices.map { remote.contains($0) ? nil : locator.hostNamespace(of: engines[$0]) },
      evidence: evidence(containers))
    nameNativeEndpoints(&containers, networks)
    let snapshot = Snapshot(
      host: kernel.host, time: kernel.time, instant: kernel.instant, namespaces: namespaces(containers),
      counters: kernel.counters, containers: containers, networks: networks.networks(containers, engines),
      sources: kernel.sources + engines.indices.map { source(of: engines[$0], isRemote: remote.contains($0)) },
      staleNames: kernel.staleNames)
    let proved = engines.indices.filter { localities[$0] == .local }.map { engines[$0].socket }
    return (snapshot, Set(proved))
  }

  /// Modes and endpoints. Only who owns a namespace has its links as endpoints: each is counted once.
  private func connected(_ located: [LocatedContainer]) -> [Container] {
    let modes = Modes(kernel, located)
    let joiners = engines.map { engine in
      EndpointJoiner(
        kernel: kernel,
        networks: Dictionary(engine.networks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
    }
    let withoutEngine = EndpointJoiner(kernel: kernel, networks: [:])
    return located.map { item in
      var container = item.container
      let joiner = item.engine.map { joiners[$0] } ?? withoutEngine
      container.mode = modes.mode(of: item)
      switch container.mode {
      case .host, .container, .unknown: container.endpoints = (item.word?.endpoints ?? []).map(joiner.endpoint)
      case .bridge, .none, .other: container.endpoints = joiner.endpoints(of: item)
      }
      return container
    }
  }

  /// The bridges that members of each network are plugged into.
  private func evidence(_ containers: [Container]) -> [NetworkKey: [LinkReference]] {
    var evidence: [NetworkKey: [LinkReference]] = [:]
    for container in containers {
      for endpoint in container.endpoints {
        guard let id = endpoint.networkID, let bridge = endpoint.bridge else { continue }
        evidence[NetworkKey(engine: container.engine, id: id), default: []].append(bridge)
      }
    }
    return evidence
  }

  /// A link that an engine does not know but that is plugged into its network's bridge is connected to that network.
  private func nameNativeEndpoints(_ containers: inout [Container], _ networks: NetworkJoiner) {
    for container in containers.indices {
      for position in containers[container].endpoints.indices {
        let endpoint = containers[container].endpoints[position]
        guard endpoint.network == nil, let bridge = endpoint.bridge, let item = networks.networkOfBridge[bridge.id]
        else { continue }
        containers[container].endpoints[position].networkID = item.network.id
        containers[container].endpoints[position].network = item.network.name
        containers[container].endpoints[position].driver = item.network.driver
      }
    }
  }

  private func namespaces(_ containers: [Container]) -> [Namespace] {
    var namespaces = kernel.namespaces
    for container in containers {
      guard let position = container.namespace.flatMap(kernel.position) else { continue }
      namespaces[position].containers.append(container.key)
      if container.mode != .host, !namespaces[position].roles.contains(.container) {
        namespaces[position].roles.append(.container)
      }
    }
    for position in namespaces.indices where !namespaces[position].containers.isEmpty {
      namespaces[position].containers.sort()
      namespaces[position].roles.sort()
    }
    return namespaces
  }

  private func source(of engine: EngineReading, isRemote: Bool) -> Source {
    guard isRemote else { return engine.source }
    var source = engine.source
    source.state = .remote
    source.detail = "its containers are not processes of this host"
    return source
  }
}
