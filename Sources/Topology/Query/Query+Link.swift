import Addresses

extension Query {
  /// True where the link is what the query asks for.
  public func matches(_ link: Link, in snapshot: Snapshot, rates: RateTable) -> Bool {
    matches(LinkSubject(link: link, snapshot: snapshot, rates: rates))
  }
}

struct LinkSubject: QuerySubject {
  let link: Link
  let snapshot: Snapshot
  let rates: RateTable

  var words: [String] { [link.name] }

  var macs: [MACAddress] { link.mac.map { [$0] } ?? [] }

  var addresses: [IPAddress] { link.addresses.map(\.prefix.address) }

  func texts(_ field: Query.Field) -> [String] {
    switch field {
    case .name: [link.name]
    case .id: [ObjectID.link(link.id).description]
    case .mac: link.mac.map { [$0.description] } ?? []
    case .state: link.stateWords
    case .kind: [link.kind.name]
    case .proof: link.peer.map { [$0.proof.rawValue] } ?? []
    case .ns: snapshot.namespace(link.id.namespace)?.queryNames(in: snapshot) ?? []
    case .network: networks.map(\.name)
    case .driver: networks.map(\.driver)
    case .engine: networks.compactMap(\.engine)
    case .role, .mode, .image, .label, .ip, .pid, .mtu, .rate, .rx, .tx, .drops, .errors: []
    }
  }

  func numbers(_ field: Query.Field) -> [Double] {
    let number: Double? =
      switch field {
      case .mtu: Double(link.mtu)
      case .drops: snapshot.counters(of: link)?.drops
      case .errors: snapshot.counters(of: link)?.errors
      default: rates[link.id]?.value(field)
      }
    return number.map { [$0] } ?? []
  }

  /// Networks whose bridge it is or is plugged into.
  private var networks: [Network] {
    let bridges = [link.index, link.master].compactMap { $0 }
    return snapshot.networks.filter { network in
      network.bridge.map { $0.id.namespace == link.id.namespace && bridges.contains($0.id.index) } ?? false
    }
  }
}

extension Link {
  /// What people call its state: RFC 2863's word, and `up`, `down` and `no-carrier` where that word says it otherwise.
  var stateWords: [String] {
    var words = [operationalState.rawValue]
    if isUp, operationalState == .unknown { words.append("up") }
    if !isUp || operationalState == .lowerLayerDown { words.append("down") }
    if isUp, !hasCarrier { words.append("no-carrier") }
    return words
  }
}
