import Addresses
import Topology

extension Rule {
  /// A running container without an address that its engine says it has: published ports and names lead there.
  ///
  /// An error where it has none at all in that family, a warning where it has another one of the same subnet. An address of
  /// another subnet, and one that somebody else has, are told by themselves. Innocent: links that are down, a second
  /// address beside it, and IPv6 that is switched off.
  static let addressDiffers = Rule("address-differs", "an address of the engine that a container does not have") {
    survey in
    survey.residents.flatMap { container, home -> [Finding] in
      guard container.state == .running else { return [] }
      return container.endpoints.flatMap { endpoint -> [Finding] in
        guard let link = endpoint.link.flatMap({ home.link(index: $0.id.index) }), link.isUp else { return [] }
        return (endpoint.configured?.addresses ?? []).compactMap { address in
          survey.difference(address, on: link, container, home)
        }
      }
    }
  }
}

extension Survey {
  fileprivate func difference(
    _ configured: IPPrefix, on link: Link, _ container: Container, _ home: Namespace
  ) -> Finding? {
    let family = configured.address.family
    if family == .ipv6, link.settings?.ipv6?.isOff ?? false { return nil }
    guard !hasAddress(configured.address, in: home.id) else { return nil }
    let others = link.addresses.map(\.prefix).filter { $0.address.family == family && !$0.address.isLinkLocal }
    let command: String
    if let other = others.first {
      guard others.allSatisfy({ configured.contains($0.address) && isAlone($0.address, on: link) }),
        let replacing = replacement(of: other.address, on: link)
      else { return nil }
      command = replacing
    } else {
      command = returning(configured, on: link, home)
    }
    return Finding(
      rule: Rule.addressDiffers.name, severity: others.isEmpty ? .error : .warning, object: .container(container.key),
      involved: [.link(link.id)],
      title: others.isEmpty
        ? "\(container.name) has no \(family) address on \(link.name)"
        : "\(container.name) has another address on \(link.name) than \(container.engine) says",
      evidence: [
        "\(container.engine) says that \(link.name) has \(configured): names and published ports lead there",
        "\(snapshot.name(of: link.id)) has \(link.addressText)",
      ], remedy: "Give it that address back: " + command)
  }

  /// Nobody else on the segment has the address.
  private func isAlone(_ address: IPAddress, on link: Link) -> Bool {
    guard let segment = segment(of: link.id) else { return true }
    return holders(of: address, on: segment).allSatisfy { $0.id.namespace == link.id.namespace }
  }

  /// The commands that give a link its address back, and the default route that went with it.
  private func returning(_ address: IPPrefix, on link: Link, _ home: Namespace) -> String {
    let (ip, name) = (address.address.family.command, Remedy.quoted(link.name))
    var commands = ["\(ip) addr add \(address) dev \(name)"]
    let gateway = configuration(of: link)?.configured.gateways.first { $0.family == address.address.family }
    if let gateway, !home.hasWayOut(gateway.family) {
      commands.append("\(ip) route add default via \(gateway) dev \(name)")
    }
    return commands.map { snapshot.command($0, in: home.id) }.joined(separator: " && ")
  }
}
