import Addresses

extension Query {
  /// True where the container is what the query asks for.
  public func matches(_ container: Container, in snapshot: Snapshot, rates: RateTable) -> Bool {
    matches(ContainerSubject(container: container, snapshot: snapshot, rates: rates))
  }
}

struct ContainerSubject: QuerySubject {
  let container: Container
  let snapshot: Snapshot
  let rates: RateTable

  var words: [String] { [container.name, container.key.description] }

  /// Those of the links in its namespace, which a sharer has as well; in host mode none, as they are the host's.
  var addresses: [IPAddress] { links.flatMap(\.addresses).map(\.prefix.address).filter { !$0.isLoopback } }

  func texts(_ field: Query.Field) -> [String] {
    switch field {
    case .name: [container.name]
    case .id: [container.id, container.key.description]
    case .mac: links.compactMap(\.mac?.description)
    case .mode: [snapshot.text(of: container.mode), container.mode.word]
    case .state: [container.state.rawValue] + links.filter { $0.kind != .loopback }.flatMap(\.stateWords)
    case .engine: [container.engine]
    case .image: container.image.map { [$0] } ?? []
    case .network: container.endpoints.compactMap(\.network)
    case .driver: container.endpoints.compactMap(\.driver)
    case .ns: container.namespace.flatMap(snapshot.namespace)?.queryNames(in: snapshot) ?? []
    case .label: container.labels.map { "\($0.name)=\($0.value)" }
    case .kind, .role, .proof, .ip, .pid, .mtu, .rate, .rx, .tx, .drops, .errors: []
    }
  }

  func numbers(_ field: Query.Field) -> [Double] {
    switch field {
    case .pid: container.pid.map { [Double($0)] } ?? []
    case .mtu: links.filter { $0.kind != .loopback }.map { Double($0.mtu) }
    case .drops: links.compactMap { snapshot.counters(of: $0)?.drops }
    case .errors: links.compactMap { snapshot.counters(of: $0)?.errors }
    default: rates.rate(of: container, in: snapshot)?.value(field).map { [$0] } ?? []
    }
  }

  private var links: [Link] {
    container.mode == .host ? [] : container.namespace.flatMap(snapshot.namespace)?.links ?? []
  }
}
