import Addresses

extension Query {
  /// True where the event is what the query asks for: words are looked for in all of it; `kind:` is what it happened to,
  /// `state:` whether that appeared, changed or vanished, `ip:` an address that it tells of.
  public func matches(_ event: Event) -> Bool { matches(EventSubject(event: event)) }
}

struct EventSubject: QuerySubject {
  let event: Event

  var words: [String] { [event.kind.rawValue, "\(event.name) \(event.text)"] }

  var addresses: [IPAddress] {
    event.text.split { " ,()".contains($0) }.compactMap { IPPrefix($0)?.address ?? IPAddress($0) }
  }

  func texts(_ field: Query.Field) -> [String] {
    switch field {
    case .name: [event.name]
    case .kind: [event.kind.rawValue]
    case .state: [event.change.rawValue]
    case .id: event.objects.map(\.description)
    case .ip, .mac, .mode, .role, .engine, .image, .driver, .network, .ns, .label, .proof: []
    case .pid, .mtu, .rate, .rx, .tx, .drops, .errors: []
    }
  }

  func numbers(_ field: Query.Field) -> [Double] { [] }
}
