import Addresses
import Topology

/// Which address ranges of a host are in use, and by whom.
struct AddressSpace {
  private let claims: [(prefix: IPPrefix, owner: String)]

  /// - Parameter facts: tell the host's name servers.
  init(of snapshot: Snapshot, _ registry: Registry, _ facts: HostFacts = HostFacts()) {
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
    let gateways = (host?.gateways ?? []).compactMap { gateway in
      gateway.address.map { (IPPrefix.single($0), "the host's gateway \($0)") }
    }
    let servers = facts.nameServers.filter { !$0.isLoopback }.map {
      (IPPrefix.single($0), "the host's name server \($0)")
    }
    claims = natives + networks + routes + addresses + gateways + servers
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
  /// A range of one address.
  fileprivate static func single(_ address: IPAddress) -> IPPrefix {
    IPPrefix(address, length: address.family.bitWidth) ?? .all(address.family)
  }

  /// The range that is no host's and overlaps this one, and what it is; nil where there is none.
  var reserved: (prefix: IPPrefix, use: String)? {
    Self.reservedRanges.first { $0.prefix.overlaps(self) }
  }

  /// IANA's special-purpose ranges whose addresses are not those of hosts on a link of their own (RFC 6890, RFC 4291).
  private static let reservedRanges: [(prefix: IPPrefix, use: String)] = [
    ("0.0.0.0/8", "\"this network\""), ("127.0.0.0/8", "loopback"), ("169.254.0.0/16", "link-local"),
    ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"), ("::/8", "reserved, with loopback and IPv4 in IPv6"),
    ("64:ff9b::/96", "IPv4 behind NAT64"), ("fe80::/10", "link-local"), ("ff00::/8", "multicast"),
  ].compactMap { text, use in IPPrefix(text).map { ($0, use) } }

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
