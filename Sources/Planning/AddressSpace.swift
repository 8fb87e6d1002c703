import Addresses
import Topology

/// Which address ranges of a host are in use, and by whom.
struct AddressSpace {
  private let claims: [(prefix: IPPrefix, owner: String)]

  init(of snapshot: Snapshot, _ registry: Registry) {
    let host = snapshot.hostNamespace
    let routes = (host?.routes ?? []).filter(Self.isSpecific).map { route in
      let link = route.nextHops.first?.link.flatMap { host?.link(index: $0)?.name }
      return (route.destination, "the route \(route.destination)" + (link.map { " dev \($0)" } ?? ""))
    }
    let addresses = (host?.links ?? []).flatMap { link in
      link.addresses.filter { !$0.prefix.address.isLinkLocal }.map { ($0.prefix.network, "an address of \(link.name)") }
    }
    let networks = snapshot.networks.filter {
      $0.bridge == nil || $0.bridge?.id.namespace == host?.id || $0.engine != nil
    }
    .flatMap { network in network.subnets.map { ($0.prefix, "the network \(network.name)") } }
    let natives = registry.networks.filter { $0.bridge.namespace.cookie == host?.cookie }
      .flatMap { network in network.subnets.map { ($0.prefix, "the network \(network.name)") } }
    claims = natives + networks + routes + addresses
  }

  /// Who uses addresses of this range.
  func owner(of prefix: IPPrefix) -> (prefix: IPPrefix, owner: String)? { claims.first { $0.prefix.overlaps(prefix) } }

  /// The first range of Docker's default pool that nobody uses: 172.17–172.31/16, then 192.168.0.0/16 in /20s.
  var nextFree: IPPrefix? { Self.pool.first { owner(of: $0) == nil } }

  private static let pool: [IPPrefix] =
    (17...31).compactMap { IPPrefix(IPAddress(ipv4: 0xac00_0000 | $0 << 16), length: 16) }
    + (0..<16).compactMap { IPPrefix(IPAddress(ipv4: 0xc0a8_0000 | $0 << 12), length: 20) }

  /// Default routes claim nothing, also where a VPN has cut one in two halves.
  private static func isSpecific(_ route: Route) -> Bool {
    route.destination.length > (route.destination.address.family == .ipv4 ? 1 : 3)
      && !route.destination.address.isMulticast
  }
}

extension IPPrefix {
  /// The first address that a host can have: after the network's own.
  var firstHost: IPAddress? { network.address.advanced(by: 1) }

  /// The last address of the range.
  var last: IPAddress {
    let bits = address.family.bitWidth - length
    var octets = network.address.octets
    for position in octets.indices {
      let free = max(0, min(8, bits - 8 * (octets.count - 1 - position)))
      octets[position] |= UInt8(truncatingIfNeeded: (1 << free) - 1)
    }
    return IPAddress(octets) ?? address
  }

  /// True for addresses that a host can have: not the network's own, and for IPv4 not the broadcast address.
  func isHost(_ other: IPAddress) -> Bool {
    contains(other) && other != network.address && (address.family == .ipv6 || other != last)
  }
}
