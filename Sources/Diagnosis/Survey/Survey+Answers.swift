import Addresses
import Topology

extension Survey {
  /// True where all stations of a segment are known and none of them answers for an address (ARP or neighbour
  /// discovery): whoever looks for it there finds nobody.
  func lacks(_ address: IPAddress, on segment: Segment) -> Bool {
    segment.isClosed && holders(of: address, on: segment).isEmpty
  }

  /// The stations of a segment that answer for an address.
  func holders(of address: IPAddress, on segment: Segment) -> [Link] {
    segment.stations.map(\.link).filter { answers(for: address, on: $0) }
  }

  /// Linux takes an IPv4 address for its whole host's: each link answers for those of all (`arp_ignore` 0 in the kernel's
  /// ip-sysctl.rst). An IPv6 address belongs to its link.
  func answers(for address: IPAddress, on link: Link) -> Bool {
    let own = link.addresses.contains { $0.prefix.address == address && !$0.isDuplicate }
    guard address.family == .ipv4 else { return own }
    let settings = link.settings ?? LinkSettings()
    let isIgnored = settings.ignoredARP >= 8 || settings.ignoredARP > 0 && !own
    if !isIgnored, own || hasAddress(address, in: link.id.namespace) { return true }
    return proxies(on: link) && snapshot.namespace(link.id.namespace)?.leads(to: address, besides: link) ?? false
  }

  /// Whether a link answers for addresses that are reached through others (`proxy_arp`): it does where it forwards.
  func proxies(on link: Link) -> Bool {
    guard link.settings?.forwards ?? true else { return false }
    return link.settings?.proxiesARP ?? false || snapshot.namespace(link.id.namespace)?.settings?.proxiesARP ?? false
  }
}

extension Namespace {
  /// Some route leads to an address through another link than the one it is asked for on.
  fileprivate func leads(to address: IPAddress, besides link: Link) -> Bool {
    routes.contains { route in
      route.kind == .unicast && route.destination.contains(address)
        && route.nextHops.contains { $0.link != link.index }
    }
  }
}
