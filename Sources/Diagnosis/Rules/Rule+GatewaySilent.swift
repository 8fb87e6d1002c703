import Addresses
import Topology

extension Rule {
  /// A default gateway that was asked for its hardware address and did not answer (ip-neighbour(8)).
  ///
  /// Told only where somebody may be that a snapshot does not show: where all stations of a segment are known, their
  /// addresses decide, and an entry of the neighbour table is history. A gateway that nobody asked for yet is in no
  /// table: that is nothing. A link without a carrier, or a bridge that is down, is told by itself.
  static let gatewaySilent = Rule("gateway-silent", "a gateway that does not answer", isRestless: true) { survey in
    survey.snapshot.namespaces.filter { $0.neighbours.contains(where: \.isSilent) }.flatMap { namespace in
      namespace.exits.compactMap { exit in
        guard
          let neighbour = namespace.neighbours.first(where: {
            $0.address == exit.gateway && $0.link == exit.link.index && $0.isSilent
          }),
          let link = namespace.link(index: exit.link.index), link.isUp, link.hasCarrier,
          survey.bridge(behind: link)?.bridge.isUp ?? true, !(survey.segment(of: link.id)?.isClosed ?? false)
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
      "\(link.name) has \(link.addressText)",
    ]
    if let bridge = survey.bridge(behind: link)?.bridge {
      evidence.append("its cable leads to \(bridge.name), which has \(bridge.addressText)")
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
  var isSilent: Bool { state == .failed || state == .incomplete }
}
