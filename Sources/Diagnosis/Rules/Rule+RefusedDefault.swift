import Addresses
import Topology

extension Rule {
  /// A route or rule that refuses what has no better way, before a default route that would lead out.
  ///
  /// Innocent: a refusal where there is no default route, and one that comes after it (as VPNs keep one in reserve):
  /// both are set on purpose, and nothing is lost.
  static let refusedDefault = Rule("refused-default", "a default route that another one refuses") { survey in
    survey.snapshot.namespaces.flatMap { namespace -> [Finding] in
      guard namespace.access == .read, namespace.routes.contains(where: \.isRefusal) || namespace.hasRefusingRule else {
        return []
      }
      return IPAddress.Family.allCases.compactMap { finding($0, namespace, survey.snapshot) }
    }
  }

  private static func finding(
    _ family: IPAddress.Family, _ namespace: Namespace, _ snapshot: Snapshot
  ) -> Finding? {
    let routing = namespace.defaultRouting(family)
    let unused = namespace.routes.filter {
      $0.isDefault && $0.table == Route.mainTable && $0.destination.address.family == family
        && !$0.nextHops.allSatisfy(\.isDead)
    }
    guard let refusal = routing.refusal, routing.routes.isEmpty, let lost = unused.first else { return nil }
    let way = lost.nextHops.first.flatMap { hop in
      hop.link.flatMap { namespace.link(index: $0)?.name }.map { name in
        (hop.gateway.map { "via \($0) " } ?? "") + "dev \(name)"
      }
    }
    return Finding(
      rule: refusedDefault.name, severity: .warning, object: .namespace(namespace.id),
      title: "\(snapshot.name(of: namespace)): nothing gets out by \(family), a \(refusal) comes first",
      evidence: [
        refusal, "the default route \(way ?? "") has metric \(lost.metric) and is not used",
      ],
      remedy: namespace.refusingDefault(family).map { route in
        "Take it away if it is not meant: "
          + snapshot.command(
            "\(family.command) route del \(route.kind.rawValue) default metric \(route.metric)", in: namespace.id)
      } ?? "Look at who set that rule: " + snapshot.command("\(family.command) rule show", in: namespace.id))
  }
}

extension Namespace {
  fileprivate var hasRefusingRule: Bool {
    rules?.contains { $0.action == .blackhole || $0.action == .unreachable || $0.action == .prohibit } ?? false
  }

  fileprivate func refusingDefault(_ family: IPAddress.Family) -> Route? {
    routes.filter {
      $0.isRefusal && $0.destination == .all(family) && $0.table == Route.mainTable && $0.metric != .max
    }
    .min { $0.metric < $1.metric }
  }
}
