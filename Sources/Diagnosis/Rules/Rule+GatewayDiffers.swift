import Addresses
import Topology

extension Rule {
  /// The engine names a gateway that the kernel does not use: the best default route leads elsewhere.
  ///
  /// Not told where the link is down, which explains it, where there is no default route at all, which is another rule's,
  /// nor on internal networks, which have no way out.
  static let gatewayDiffers = Rule("gateway-differs", "a gateway of the engine that the kernel does not use") {
    survey in
    survey.residents.compactMap { container, home in
      let unused = survey.gateways(of: container) { gateway, link in
        guard !survey.isFirst(gateway, through: link) else { return false }
        let best = home.bestGateways(gateway.family)
        return !best.isEmpty && !best.contains { $0.address == gateway }
      }
      return unused.isEmpty ? nil : finding(container, home, unused)
    }
  }

  private static func finding(_ container: Container, _ home: Namespace, _ unused: [ConfiguredGateway]) -> Finding {
    let families = Set(unused.map(\.address.family)).sorted()
    let routes = families.map { family in
      let best = home.bestGateways(family).map { "\($0.words) through \($0.link ?? "an unknown link")" }
      return "\(family) default route via " + best.joined(separator: ", ")
    }
    return Finding(
      rule: "gateway-differs", severity: .info, object: .container(container.key),
      title:
        "\(container.name): \(unused.map(\.address.description).joined(separator: ", ")) is not the gateway in use",
      evidence: unused.map(\.statement) + routes.map { "the kernel has \($0)" },
      remedy: container.endpoints.count > 1
        ? "Nothing, if that is the way out you want; else give its networks a priority (docker: --gw-priority) or "
          + "detach the other one"
        : "Restart \(container.name), or set the default route by hand")
  }
}

extension Survey {
  /// A gateway that no other can come before: a quick way to see that all is well.
  fileprivate func isFirst(_ gateway: IPAddress, through link: LinkID) -> Bool {
    exits(through: link).contains { $0.gateway == gateway && $0.metric == 0 }
  }
}

extension Namespace {
  /// The default gateways that win: those of the lowest metric.
  fileprivate func bestGateways(_ family: IPAddress.Family) -> [Gateway] {
    let all = gateways.filter { $0.family == family }
    return all.filter { $0.metric == all.first?.metric }
  }
}
