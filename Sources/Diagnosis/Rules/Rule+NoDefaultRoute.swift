import Addresses
import Topology

extension Rule {
  /// A container whose network has a gateway, but whose namespace has no default route in that family at all.
  ///
  /// Not told where the link is down, which explains it, where it has no address of that family, on internal networks, nor
  /// where somebody refuses the way out on purpose (`unreachable default`) or leads it out in halves, as VPNs do.
  static let noDefaultRoute = Rule("no-default-route", "a container without a way to its network's gateway") { survey in
    let snapshot = survey.snapshot
    return snapshot.containers.compactMap { container in
      guard container.mode != .host, let namespace = container.namespace.flatMap(snapshot.namespace),
        namespace.access == .read
      else { return nil }
      let missing = container.endpoints.flatMap { missingGateways(of: $0, of: container, in: namespace, snapshot) }
      return missing.isEmpty ? nil : finding(container, namespace, missing)
    }
  }

  private struct Missing {
    let gateway: IPAddress
    let network: String
    let link: Link
  }

  private static func missingGateways(
    of endpoint: Endpoint, of container: Container, in namespace: Namespace, _ snapshot: Snapshot
  ) -> [Missing] {
    let wanted = endpoint.configured?.gateways.filter { !namespace.hasWayOut($0.family) } ?? []
    guard !wanted.isEmpty, let link = endpoint.link.flatMap({ namespace.link(index: $0.id.index) }), link.isUp,
      snapshot.network(of: endpoint, of: container)?.isInternal != true
    else { return [] }
    return wanted.filter { gateway in
      link.addresses.contains { $0.prefix.address.family == gateway.family && !$0.prefix.address.isLinkLocal }
    }
    .map { Missing(gateway: $0, network: endpoint.network ?? "its network", link: link) }
  }

  private static func finding(_ container: Container, _ namespace: Namespace, _ missing: [Missing]) -> Finding {
    let families = Set(missing.map(\.gateway.family)).sorted()
    // Of several networks one is enough: the first link's.
    let wanted = families.compactMap { family in missing.first { $0.gateway.family == family } }
    let commands = wanted.compactMap { item in
      let route = "route add default via \(item.gateway) dev \(Remedy.quoted(item.link.name))"
      return Remedy.command("\(item.gateway.family.command) \(route)", in: namespace)
    }
    let words = families.map(\.rawValue).joined(separator: " and ")
    return Finding(
      rule: noDefaultRoute.name, severity: .error, object: .container(container.key),
      title: "\(container.name) has no \(words) default route: it reaches its own network only",
      evidence: missing.map { "\(container.engine) says gateway \($0.gateway) for \($0.network) (\($0.link.name))" }
        + families.map { "\(namespace.id.kernelName) has no \($0) default route in \(namespace.routes.count) routes" },
      remedy: "Restart \(container.name), or put the route back: " + commands.joined(separator: " && "))
  }
}
