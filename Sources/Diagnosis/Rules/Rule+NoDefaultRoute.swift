import Addresses
import Topology

extension Rule {
  /// A container whose network has a gateway, but whose namespace has no default route in that family at all.
  ///
  /// Not told where the link is down, which explains it, where it has no address of that family, on internal networks, nor
  /// where somebody refuses the way out on purpose (`unreachable default`) or leads it out in halves, as VPNs do.
  static let noDefaultRoute = Rule("no-default-route", "a container without a way to its network's gateway") { survey in
    survey.residents.compactMap { container, home in
      let missing = survey.gateways(of: container) { gateway, _ in !home.hasWayOut(gateway.family) }
        .filter { $0.link.hasAddress(of: $0.address.family) }
      return missing.isEmpty ? nil : finding(container, home, missing)
    }
  }

  private static func finding(_ container: Container, _ home: Namespace, _ missing: [ConfiguredGateway]) -> Finding {
    let families = Set(missing.map(\.address.family)).sorted()
    // Of several networks one is enough: the first link's.
    let wanted = families.compactMap { family in missing.first { $0.address.family == family } }
    let commands = wanted.compactMap { gateway in
      let route = "route add default via \(gateway.address) dev \(Remedy.quoted(gateway.link.name))"
      return Remedy.command("\(gateway.address.family.command) \(route)", in: home)
    }
    let words = families.map(\.rawValue).joined(separator: " and ")
    return Finding(
      rule: noDefaultRoute.name, severity: .error, object: .container(container.key),
      title: "\(container.name) has no \(words) default route: it reaches its own network only",
      evidence: missing.map(\.statement)
        + families.map { "\(home.id.kernelName) has no \($0) default route in \(home.routes.count) routes" },
      remedy: "Restart \(container.name), or put the route back: " + commands.joined(separator: " && "))
  }
}

extension Link {
  /// Whether it has an address of a family, besides the one that every link gives itself.
  fileprivate func hasAddress(of family: IPAddress.Family) -> Bool {
    addresses.contains { $0.prefix.address.family == family && !$0.prefix.address.isLinkLocal }
  }
}
