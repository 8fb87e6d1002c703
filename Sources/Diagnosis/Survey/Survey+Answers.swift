import Addresses
import Topology

extension Survey {
  /// True where all stations of a segment are known and none of them answers for an address (ARP or neighbour
  /// discovery): whoever looks for it there finds nobody.
  func lacks(_ address: IPAddress, on segment: Segment) -> Bool {
    segment.isClosed && holders(of: address, on: segment).isEmpty
      && !inquiries(for: address, on: segment).contains(where: \.isAnswered)
  }

  /// What came of asking for an address on a segment.
  func inquiries(for address: IPAddress, on segment: Segment) -> [NeighbourInquiry] {
    segment.stations.compactMap { station in
      snapshot.namespace(station.link.id.namespace)?.inquiry(for: address, on: station.link.index)
    }
  }

  /// The stations of a segment that answer for an address.
  func holders(of address: IPAddress, on segment: Segment) -> [Link] {
    candidates(for: address, on: segment).map { segment.stations[$0].link }.filter { answers(for: address, on: $0) }
  }

  /// Linux takes an IPv4 address for its whole host's: each link answers for those of all (`arp_ignore` 0 in the kernel's
  /// ip-sysctl.rst). An IPv6 address belongs to its link.
  func answers(for address: IPAddress, on link: Link) -> Bool {
    let own = link.addresses.contains { $0.prefix.address == address && !$0.isDuplicate }
    guard address.family == .ipv4 else { return own || isProxy(link, for: address) }
    let settings = link.settings ?? LinkSettings()
    let isIgnored = settings.ignoredARP >= 8 || settings.ignoredARP > 0 && !own
    if !isIgnored, own || hasAddress(address, in: link.id.namespace) { return true }
    return (proxies(on: link) || isProxy(link, for: address))
      && snapshot.namespace(link.id.namespace)?.leads(to: address, besides: link) ?? false
  }

  /// Whether somebody made a link answer for one address (`ip neigh add proxy`): it does where it forwards, and for IPv6
  /// where `proxy_ndp` is on (`arp_process` and `ndisc_recv_ns` of the kernel).
  private func isProxy(_ link: Link, for address: IPAddress) -> Bool {
    guard let namespace = snapshot.namespace(link.id.namespace),
      namespace.proxies.contains(where: { $0.address == address && $0.link ?? link.index == link.index })
    else { return false }
    switch address.family {
    case .ipv4: return link.settings?.forwards ?? true
    case .ipv6:
      let settings = link.settings?.ipv6
      return settings?.forwards ?? true && (settings?.proxiesNDP ?? true || namespace.settings?.proxiesNDP ?? false)
    }
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
