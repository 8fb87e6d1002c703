import Addresses
import Topology

/// Who may answer for an address on a segment, without a look at each of its stations: each station has a gateway, and
/// each gateway would be looked for among all stations.
struct AddressIndex {
  /// The namespaces some link of which has an address, or was made a proxy for it.
  private var namespaces: [IPAddress: [NamespaceID]] = [:]
  /// The stations of each segment.
  private var stations: [ObjectIdentifier: Stations] = [:]

  private struct Stations {
    /// Their positions by namespace.
    var byNamespace: [NamespaceID: [Int]] = [:]
    /// Those that answer for addresses of others.
    var proxies: [Int] = []
  }

  /// The addresses of all links.
  init(of snapshot: Snapshot) {
    for namespace in snapshot.namespaces {
      for link in namespace.links.indices {
        for address in namespace.links[link].addresses { add(address.prefix.address, of: namespace.id) }
      }
      for proxy in namespace.proxies { add(proxy.address, of: namespace.id) }
    }
  }

  private mutating func add(_ address: IPAddress, of namespace: NamespaceID) {
    // Those of one namespace stand together.
    if namespaces[address]?.last != namespace { namespaces[address, default: []].append(namespace) }
  }

  /// The positions of the stations whose namespace has an address, and of those that are proxies, in their order.
  mutating func candidates(
    for address: IPAddress, on segment: Segment, isProxy: (Link) -> Bool
  ) -> [Int] {
    let key = ObjectIdentifier(segment)
    let stations = self.stations[key] ?? Self.stations(of: segment, isProxy)
    self.stations[key] = stations
    let found = namespaces[address] ?? []
    // Loopback addresses are everywhere.
    let members =
      found.count > segment.stations.count
      ? Array(segment.stations.indices) : found.flatMap { stations.byNamespace[$0] ?? [] }
    return stations.proxies.isEmpty && found.count < 2 ? members : Set(members + stations.proxies).sorted()
  }

  private static func stations(of segment: Segment, _ isProxy: (Link) -> Bool) -> Stations {
    var stations = Stations()
    for position in segment.stations.indices {
      stations.byNamespace[segment.stations[position].link.id.namespace, default: []].append(position)
      if isProxy(segment.stations[position].link) { stations.proxies.append(position) }
    }
    return stations
  }
}
