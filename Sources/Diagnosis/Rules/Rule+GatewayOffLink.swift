import Addresses
import Topology

extension Rule {
  /// A default gateway that is in no subnet of the link it is looked for on. The kernel takes no such route; it comes to be
  /// when the address that the gateway belonged to is taken away.
  ///
  /// Innocent: link-local gateways, a route of its own to the gateway (as Calico's 169.254.1.1), the far end of a
  /// point-to-point address, `onlink`, and tunnels, which look for nobody.
  static let gatewayOffLink = Rule("gateway-off-link", "a gateway outside its link's subnets") { survey in
    let snapshot = survey.snapshot
    return survey.exits.compactMap { exit in
      guard !exit.isOnLink, !exit.gateway.isLinkLocal, let namespace = snapshot.namespace(exit.link.namespace),
        let link = namespace.link(index: exit.link.index), link.isUp, link.looksForNeighbours,
        !namespace.reaches(exit.gateway, directlyOn: link)
      else { return nil }
      return finding(exit, link, namespace, snapshot)
    }
  }

  private static func finding(_ exit: Exit, _ link: Link, _ namespace: Namespace, _ snapshot: Snapshot) -> Finding {
    let addresses = link.addresses.map(\.prefix.description).joined(separator: ", ")
    let command = "\(exit.family.command) addr add ADDRESS/LENGTH dev \(Remedy.quoted(link.name))"
    return Finding(
      rule: gatewayOffLink.name, severity: namespace.isHost || namespace.containers.isEmpty ? .warning : .error,
      object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): the gateway \(exit.gateway) is in none of its subnets",
      evidence: [
        "\(exit.family) default route via \(exit.gateway) through \(link.name), metric \(exit.metric)",
        "\(link.name) has \(addresses.isEmpty ? "no address" : addresses)",
        "no route says that \(exit.gateway) is on \(link.name)",
      ],
      remedy: "Give the link an address in the gateway's subnet (\(snapshot.command(command, in: namespace.id))), or "
        + "name a gateway that is on it"
        + (snapshot.owner(of: namespace).map { "; restarting \($0.name) sets both again" } ?? ""))
  }
}

extension Link {
  /// It has neighbours that it asks for their hardware address.
  fileprivate var looksForNeighbours: Bool {
    switch kind {
    case .veth, .physical, .bridge, .macvlan, .macvtap, .ipvlan, .vlan, .vxlan, .tap, .bond, .dummy: true
    case .loopback, .tun, .ifb, .wireguard, .geneve, .tunnel, .other: false
    }
  }
}
