import Addresses
import Topology

extension Rule {
  /// A default gateway that was asked for its hardware address and did not answer (ip-neighbour(8)).
  ///
  /// A gateway that nobody asked for yet is in no table: that is nothing. A link without a carrier, a bridge that is down,
  /// or one on which nobody has that address, is told by itself.
  static let gatewaySilent = Rule("gateway-silent", "a gateway that does not answer", isRestless: true) { survey in
    survey.snapshot.namespaces.filter { $0.neighbours.contains(where: \.isSilent) }.flatMap { namespace in
      namespace.exits.compactMap { exit in
        guard
          let neighbour = namespace.neighbours.first(where: {
            $0.address == exit.gateway && $0.link == exit.link.index && $0.isSilent
          }),
          let link = namespace.link(index: exit.link.index), link.isUp, link.hasCarrier,
          survey.segment(behind: link).map({ $0.bridge.isUp && !$0.lacks(exit.gateway) }) ?? true
        else { return nil }
        return finding(exit, neighbour, link, namespace, survey)
      }
    }
  }

  private static func finding(
    _ exit: Exit, _ neighbour: Neighbour, _ link: Link, _ namespace: Namespace, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    var evidence = [
      "\(exit.family) default route via \(exit.gateway) through \(link.name), metric \(exit.metric)",
      "neighbour \(exit.gateway) on \(link.name) is \(neighbour.state.rawValue)",
      "\(link.name) has "
        + (link.addresses.isEmpty ? "no address" : link.addresses.map(\.prefix.description).joined(separator: ", ")),
    ]
    if let bridge = survey.segment(behind: link)?.bridge {
      let addresses = bridge.addresses.map(\.prefix.description).joined(separator: ", ")
      evidence.append("its cable leads to \(bridge.name), which has \(addresses.isEmpty ? "no address" : addresses)")
    }
    let ping = "ping -c 1 \(exit.gateway)"
    return Finding(
      rule: gatewaySilent.name, severity: .warning, object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): its gateway \(exit.gateway) does not answer", evidence: evidence,
      remedy: "Look whether \(exit.gateway) is up and on the same segment; to ask it again: "
        + snapshot.command(ping, in: namespace.id))
  }
}

extension Neighbour {
  /// It was asked for, and nothing came back.
  fileprivate var isSilent: Bool { state == .failed || state == .incomplete }
}
