import Addresses
import Topology

extension Rule {
  /// Two default routes of one metric through different gateways: the kernel takes the one that was set first, or the
  /// other once its gateway seems dead. IPv6 makes one route with several ways of them, which shares the traffic.
  static let equalDefaults = Rule("equal-defaults", "default routes of which chance decides") { survey in
    survey.snapshot.namespaces.compactMap { namespace in
      let routes = namespace.defaultRouting(.ipv4).routes.filter { $0.destination.length == 0 }
      guard let best = routes.first else { return nil }
      let equal = routes.filter { $0.metric == best.metric && $0.table == best.table }
      guard equal.count > 1 else { return nil }
      return finding(equal, namespace, survey.snapshot)
    }
  }

  private static func finding(_ routes: [Route], _ namespace: Namespace, _ snapshot: Snapshot) -> Finding {
    let ways = routes.map { route in
      route.nextHops.map { hop in
        let name = hop.link.flatMap { namespace.link(index: $0)?.name } ?? "an unknown link"
        return (hop.gateway.map { "via \($0) " } ?? "") + "dev \(name)"
      }
      .joined(separator: ", ")
    }
    return Finding(
      rule: equalDefaults.name, severity: .info, object: .namespace(namespace.id),
      title: "\(snapshot.name(of: namespace)) has \(routes.count) default routes of metric \(routes[0].metric)",
      evidence: ["in use: default \(ways[0])"]
        + ways.dropFirst().map { "of the same metric: default \($0)" },
      remedy: "Nothing, if either way will do; else give the one that is to come second a higher metric: "
        + snapshot.command("ip route del default \(ways[1]) metric \(routes[1].metric)", in: namespace.id) + " && "
        + snapshot.command("ip route add default \(ways[1]) metric \(routes[1].metric + 100)", in: namespace.id))
  }
}
