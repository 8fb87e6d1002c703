import Addresses

extension Query {
  /// True where the network is what the query asks for.
  public func matches(_ network: Network, in snapshot: Snapshot, rates: RateTable) -> Bool {
    matches(NetworkSubject(network: network, snapshot: snapshot, rates: rates))
  }
}

struct NetworkSubject: QuerySubject {
  let network: Network
  let snapshot: Snapshot
  let rates: RateTable

  var words: [String] {
    [network.name, network.key.description] + [network.bridge?.name].compactMap { $0 }
  }

  var addresses: [IPAddress] {
    network.subnets.compactMap(\.gateway) + (bridge?.addresses.map(\.prefix.address) ?? [])
  }

  var subnets: [IPPrefix] { network.subnets.map(\.prefix) }

  func texts(_ field: Query.Field) -> [String] {
    switch field {
    case .name, .network: [network.name]
    case .id: [network.id, network.key.description].compactMap { $0 }
    case .mac: bridge?.mac.map { [$0.description] } ?? []
    case .state: bridge?.stateWords ?? []
    case .engine: network.engine.map { [$0] } ?? []
    case .driver: [network.driver]
    case .ns: network.bridge.flatMap { snapshot.namespace($0.id.namespace) }?.queryNames(in: snapshot) ?? []
    case .label: network.labels.map { "\($0.name)=\($0.value)" }
    case .mode, .kind, .role, .image, .proof, .ip, .pid, .mtu, .rate, .rx, .tx, .drops, .errors: []
    }
  }

  func numbers(_ field: Query.Field) -> [Double] {
    let number: Double? =
      switch field {
      case .mtu: bridge.map { Double($0.mtu) }
      case .drops: bridge.flatMap { snapshot.counters(of: $0) }?.drops
      case .errors: bridge.flatMap { snapshot.counters(of: $0) }?.errors
      default: rates.rate(of: network, in: snapshot)?.value(field)
      }
    return number.map { [$0] } ?? []
  }

  private var bridge: Link? { network.bridge.flatMap { snapshot.link($0.id) } }
}
