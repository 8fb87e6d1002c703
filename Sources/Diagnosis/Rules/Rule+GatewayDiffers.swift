import Addresses
import Topology

extension Rule {
  /// The engine names a gateway that the kernel does not use: the best default route leads elsewhere.
  ///
  /// Not told where the link is down, which explains it, where there is no default route at all, which is another rule's,
  /// nor on internal networks, which have no way out.
  static let gatewayDiffers = Rule("gateway-differs", "a gateway of the engine that the kernel does not use") {
    survey in
    let snapshot = survey.snapshot
    return snapshot.containers.compactMap { container in
      guard let namespace = container.namespace.flatMap(snapshot.namespace), namespace.access == .read else {
        return nil
      }
      let unused = container.endpoints.flatMap { unusedGateways(of: $0, of: container, in: namespace, survey) }
      return unused.isEmpty ? nil : finding(container, namespace, unused)
    }
  }

  private struct Unused {
    let gateway: IPAddress
    let network: String
    let link: String
  }

  private static func unusedGateways(
    of endpoint: Endpoint, of container: Container, in namespace: Namespace, _ survey: Survey
  ) -> [Unused] {
    guard let id = endpoint.link?.id, let gateways = endpoint.configured?.gateways,
      !gateways.allSatisfy({ survey.isFirst($0, through: id) })
    else { return [] }
    let snapshot = survey.snapshot
    guard let link = snapshot.link(id), link.isUp,
      snapshot.network(of: endpoint, of: container)?.isInternal != true
    else { return [] }
    return gateways.filter { gateway in
      let best = namespace.bestGateways(gateway.family)
      return !best.isEmpty && !best.contains { $0.address == gateway }
    }
    .map { Unused(gateway: $0, network: endpoint.network ?? "its network", link: link.name) }
  }

  private static func finding(_ container: Container, _ namespace: Namespace, _ unused: [Unused]) -> Finding {
    let families = Set(unused.map(\.gateway.family)).sorted()
    let routes = families.map { family in
      let best = namespace.bestGateways(family).map { "\($0.address) through \($0.link ?? "an unknown link")" }
      return "\(family) default route via " + best.joined(separator: ", ")
    }
    let words = unused.map { "\(container.engine) says gateway \($0.gateway) for \($0.network) (\($0.link))" }
    return Finding(
      rule: "gateway-differs", severity: .info, object: .container(container.key),
      title:
        "\(container.name): \(unused.map(\.gateway.description).joined(separator: ", ")) is not the gateway in use",
      evidence: words + routes.map { "the kernel has \($0)" },
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
