import Addresses

extension Query {
  /// True where the namespace is what the query asks for.
  public func matches(_ namespace: Namespace, in snapshot: Snapshot, rates: RateTable) -> Bool {
    matches(NamespaceSubject(namespace: namespace, snapshot: snapshot, rates: rates))
  }
}

struct NamespaceSubject: QuerySubject {
  let namespace: Namespace
  let snapshot: Snapshot
  let rates: RateTable

  var words: [String] { namespace.queryNames(in: snapshot) + [namespace.id.description] }

  var addresses: [IPAddress] { namespace.links.flatMap(\.addresses).map(\.prefix.address) }

  func texts(_ field: Query.Field) -> [String] {
    switch field {
    case .name: namespace.queryNames(in: snapshot)
    case .ns: namespace.queryNames(in: snapshot)
    case .id: [namespace.id.description, String(namespace.id.inode)] + (namespace.cookie.map { [String($0)] } ?? [])
    case .role: namespace.roles.map(\.rawValue)
    case .mac: namespace.links.compactMap(\.mac?.description)
    case .engine: containers.map(\.engine)
    case .image: containers.compactMap(\.image)
    case .network: containers.flatMap(\.endpoints).compactMap(\.network)
    case .driver: containers.flatMap(\.endpoints).compactMap(\.driver)
    case .mode, .state, .kind, .label, .proof, .ip, .pid, .mtu, .rate, .rx, .tx, .drops, .errors: []
    }
  }

  func numbers(_ field: Query.Field) -> [Double] {
    switch field {
    case .pid: namespace.holders.compactMap(\.pid).map(Double.init)
    case .drops: namespace.links.compactMap { snapshot.counters(of: $0)?.drops }
    case .errors: namespace.links.compactMap { snapshot.counters(of: $0)?.errors }
    default: rates.rate(of: namespace)?.value(field).map { [$0] } ?? []
    }
  }

  private var containers: [Container] { namespace.containers.compactMap(snapshot.container) }
}

extension Namespace {
  /// Everything a namespace is called.
  func queryNames(in snapshot: Snapshot) -> [String] {
    [snapshot.name(of: self)] + names + containers.map { snapshot.name(of: $0) } + [id.kernelName]
  }
}
