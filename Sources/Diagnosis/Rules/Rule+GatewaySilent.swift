import Addresses
import Topology

extension Rule {
  /// A default gateway that nobody answers for (ip-neighbour(8)).
  ///
  /// Told only where somebody may be that a snapshot does not show: where all stations of a segment are known, their
  /// addresses decide. A warning where it was asked just now. An entry of the neighbour table alone is history, and a
  /// remark. A link without a carrier, or a bridge that is down, is told by itself.
  static let gatewaySilent = Rule("gateway-silent", "a gateway that does not answer", isRestless: true) { survey in
    let namespaces = survey.snapshot.namespaces.filter {
      $0.inquiries.contains { !$0.isAnswered } || $0.neighbours.contains(where: \.isSilent)
    }
    return namespaces.flatMap { namespace in
      namespace.exits.compactMap { exit in
        guard let link = namespace.link(index: exit.link.index), link.isUp, link.hasCarrier,
          survey.bridge(behind: link)?.bridge.isUp ?? true, !(survey.segment(of: link.id)?.isClosed ?? false)
        else { return nil }
        if let inquiry = namespace.inquiry(for: exit.gateway, on: link.index) {
          return inquiry.isAnswered ? nil : finding(exit, nil, link, namespace, survey)
        }
        guard
          let neighbour = namespace.neighbours.first(where: {
            $0.address == exit.gateway && $0.link == link.index && $0.isSilent
          }),
          survey.segment(of: link.id).map({ survey.holders(of: exit.gateway, on: $0).isEmpty }) ?? true
        else { return nil }
        return finding(exit, neighbour, link, namespace, survey)
      }
    }
  }

  /// - Parameter neighbour: what the kernel remembers; nil where somebody asked.
  private static func finding(
    _ exit: Exit, _ neighbour: Neighbour?, _ link: Link, _ namespace: Namespace, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    var evidence = [
      "\(exit.family) default route via \(exit.gateway) through \(link.name), metric \(exit.metric)",
      neighbour.map { $0.history(at: snapshot.instant, link) } ?? link.silence(about: exit.gateway),
      "\(link.name) has \(link.addressText)",
    ]
    if let bridge = survey.bridge(behind: link)?.bridge {
      evidence.append("its cable leads to \(bridge.name), which has \(bridge.addressText)")
    }
    let ping = "ping -c 1 \(exit.gateway)"
    return Finding(
      rule: gatewaySilent.name, severity: neighbour == nil ? .warning : .info, object: .link(link.id),
      title: "\(snapshot.name(of: link.id)): its gateway \(exit.gateway) "
        + (neighbour == nil ? "does not answer" : "did not answer when it was last asked"),
      evidence: evidence,
      remedy: "Look whether \(exit.gateway) is up and on the same segment; to ask it again: "
        + snapshot.command(ping, in: namespace.id))
  }
}

extension Neighbour {
  /// It was asked for, and nothing came back.
  var isSilent: Bool { state == .failed || state == .incomplete }

  /// `10.5.0.1 on eth0 was unreachable 12 s ago: its neighbour entry is failed`.
  fileprivate func history(at now: Instant, _ link: Link) -> String {
    let ago = changedAt.map { "\(max(0, Int(now.seconds(since: $0)))) s ago" } ?? "when it was last asked"
    return "\(address) on \(link.name) was unreachable \(ago): its neighbour entry is \(state.rawValue)"
  }
}

extension Link {
  /// `nobody answered an ARP request for 10.5.0.1 on eth0 within 300 ms just now`.
  func silence(about address: IPAddress) -> String {
    let means = address.family == .ipv4 ? "an ARP request" : "a neighbour solicitation"
    return "nobody answered \(means) for \(address) on \(name) within \(NeighbourInquiry.patience) ms just now"
  }
}
