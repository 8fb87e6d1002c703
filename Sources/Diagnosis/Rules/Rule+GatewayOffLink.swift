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
    let lost = snapshot.configuredAddresses(of: link, in: namespace).first { $0.contains(exit.gateway) }
    let command = lost.map { "\(exit.family.command) addr add \($0) dev \(Remedy.quoted(link.name))" }
    return Finding(
      rule: gatewayOffLink.name, severity: namespace.isHost || namespace.containers.isEmpty ? .warning : .error,
      object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): the gateway \(exit.gateway) is in none of its subnets",
      evidence: [
        "\(exit.family) default route via \(exit.gateway) through \(link.name), metric \(exit.metric)",
        "\(link.name) has \(link.addressText)",
        "no route says that \(exit.gateway) is on \(link.name)",
      ],
      remedy: command.map { "Give the link its address back: " + snapshot.command($0, in: namespace.id) }
        ?? "Give the link an address in the gateway's subnet, or name a gateway that is on it"
        + (snapshot.owner(of: namespace).map { "; restarting \($0.name) sets both again" } ?? ""))
  }
}

extension Snapshot {
  /// The addresses that an engine says a link of a container has.
  func configuredAddresses(of link: Link, in namespace: Namespace) -> [IPPrefix] {
    namespace.containers.compactMap(container).flatMap(\.endpoints).filter { $0.link?.id == link.id }
      .flatMap { $0.configured?.addresses ?? [] }
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
