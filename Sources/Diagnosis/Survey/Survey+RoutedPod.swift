import Addresses
import Topology

/// A pod that is routed (as by Calico): its gateway is a link-local address that nobody has, and the host's end of its
/// cable answers for it.
extension Survey {
  /// Why the host's end does not answer for a gateway, and whether a route leads back to those who use it.
  func silence(of end: Link, about gateway: IPAddress, for users: [LinkID]) -> [String] {
    let name = snapshot.name(of: end.id)
    guard gateway.family == .ipv4 else { return ["\(name) has \(end.addressText)"] }
    let settings = "proxy_arp is \(sharesARP(end) ? 1 : 0), forwarding \(end.settings?.forwards ?? true ? 1 : 0)"
    let addresses = users.compactMap(snapshot.link).flatMap(\.addresses).map(\.prefix.address)
    return ["\(name) does not answer for others: \(settings)"]
      + (proxies(on: end) ? ["no route of \(home(of: end)) leads to \(gateway) through another link"] : [])
      + addresses.filter { $0.family == .ipv4 && !$0.isLinkLocal }.map { address in
        "\(home(of: end)) has \(hasHostRoute(to: address, through: end) ? "a" : "no") route to \(address) through "
          + end.name
      }
  }

  /// What to do so that the host's end answers for a gateway.
  func speaking(_ end: Link, for gateway: IPAddress) -> String {
    let name = snapshot.name(of: end.id)
    if gateway.family == .ipv6 {
      return "Give \(name) that address: "
        + snapshot.command("ip -6 addr add \(gateway)/64 dev \(Remedy.quoted(end.name))", in: end.id.namespace)
    }
    guard !proxies(on: end) else {
      return "\(name) answers for what its host has a route to, and it has none to \(gateway): look for the default "
        + "route that \(home(of: end)) has lost"
    }
    return "Let \(name) answer for it: " + snapshot.command("sysctl -w " + missingSettings(end), in: end.id.namespace)
  }

  /// The commands that make the host's end of a routed pod's cable do its part: a route to the pod, and answers for its
  /// gateway. Nil for who is no routed pod.
  func routing(to pod: Link, through end: Link) -> String? {
    let gateways = exits(through: pod.id).map(\.gateway).filter(\.isLinkLocal)
    let addresses = pod.addresses.map(\.prefix).filter { prefix in
      prefix.length == prefix.address.family.bitWidth && gateways.contains { $0.family == prefix.address.family }
    }
    guard !addresses.isEmpty else { return nil }
    let name = Remedy.quoted(end.name)
    let routes = addresses.map { "\($0.address.family.command) route add \($0) dev \(name)" }
    let answers = gateways.contains { $0.family == .ipv4 } && !proxies(on: end)
    return (routes + (answers ? ["sysctl -w " + missingSettings(end)] : []))
      .map { snapshot.command($0, in: end.id.namespace) }.joined(separator: " && ")
  }

  private func missingSettings(_ end: Link) -> String {
    // sysctl(8) takes a slash for a dot that is part of a name.
    let setting = Remedy.quoted("net.ipv4.conf.\(end.name.replacing(".", with: "/"))")
    return [
      sharesARP(end) ? nil : "\(setting).proxy_arp=1", end.settings?.forwards ?? true ? nil : "\(setting).forwarding=1",
    ].compactMap(\.self).joined(separator: " ")
  }

  private func sharesARP(_ end: Link) -> Bool {
    end.settings?.proxiesARP ?? false || snapshot.namespace(end.id.namespace)?.settings?.proxiesARP ?? false
  }

  private func hasHostRoute(to address: IPAddress, through end: Link) -> Bool {
    snapshot.namespace(end.id.namespace)?.routes.contains { route in
      route.kind == .unicast && route.destination.length > 0 && route.destination.contains(address)
        && route.nextHops.contains { $0.link == end.index }
    } ?? false
  }

  private func home(of end: Link) -> String {
    snapshot.namespace(end.id.namespace).map(snapshot.name) ?? end.id.namespace.kernelName
  }
}

extension Snapshot {
  /// Whether somebody set the hardware address of a neighbour for good, so that it is not asked for.
  func isFixed(_ address: IPAddress, on link: LinkID) -> Bool {
    namespace(link.namespace)?.neighbours.contains {
      $0.address == address && $0.link == link.index && $0.state == .permanent
    } ?? false
  }
}
