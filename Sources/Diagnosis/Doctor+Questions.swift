import Addresses
public import Topology

extension Doctor {
  /// The most questions that are asked at once.
  static let greatestQuestionCount = 256

  /// The gateways and tunnel ends of which only asking tells whether they are there: nobody who is known has the address,
  /// and the kernel has not heard of it lately. The answers belong into the snapshot (``Namespace/inquiries``).
  public static func questions(in snapshot: Snapshot) -> [NeighbourQuestion] {
    guard snapshot.isRead else { return [] }
    let survey = Survey(of: snapshot)
    let wanted = survey.exits.lazy.map { ($0.link, $0.gateway) } + survey.tunnelEnds
    var questions: [NeighbourQuestion] = []
    for (link, address) in wanted where questions.count < greatestQuestionCount {
      guard let question = survey.question(for: address, on: link), !questions.contains(question) else { continue }
      questions.append(question)
    }
    return questions
  }
}

extension Survey {
  /// The tunnel ends of overlays that are neighbours, with the link on which they are looked for.
  fileprivate var tunnelEnds: [(LinkID, IPAddress)] {
    overlays { $0.forwarding.contains { $0.remote != nil } }.flatMap { overlay in
      overlay.remotes.compactMap { remote in
        guard case .hop(let hop) = overlay.way(to: remote), hop.gateway == nil, let index = hop.link else { return nil }
        return (LinkID(namespace: overlay.underlay.id, index: index), remote)
      }
    }
  }

  fileprivate func question(for address: IPAddress, on place: LinkID) -> NeighbourQuestion? {
    guard let namespace = snapshot.namespace(place.namespace), let link = namespace.link(index: place.index),
      link.isUp, link.hasCarrier, link.resolvesNeighbours, let mac = link.mac, let segment = segment(of: link.id),
      segment.stations.contains(where: { $0.link.id == link.id }), bridge(behind: link)?.bridge.isUp ?? true,
      !namespace.isFresh(address, on: link), holders(of: address, on: segment).isEmpty,
      let source = namespace.source(for: address, on: link)
    else { return nil }
    return NeighbourQuestion(link: link.id, address: address, source: source, mac: mac)
  }
}

extension Namespace {
  /// The kernel has heard of the address just now, or somebody has set it by hand.
  fileprivate func isFresh(_ address: IPAddress, on link: Link) -> Bool {
    neighbours.contains {
      $0.address == address && $0.link == link.index && [.reachable, .permanent, .noarp].contains($0.state)
    }
  }

  /// The address that a question comes from: one of the link's in the same subnet, else any that can be answered.
  fileprivate func source(for address: IPAddress, on link: Link) -> IPAddress? {
    let usable = link.addresses.filter {
      $0.prefix.address.family == address.family && !$0.isTentative && !$0.isDuplicate
    }
    let best = usable.first { $0.prefix.contains(address) } ?? usable.first { $0.peer == address } ?? usable.first
    if let best { return best.prefix.address }
    guard address.family == .ipv4 else { return nil }
    return links.lazy.flatMap(\.addresses).map(\.prefix.address).first { $0.family == .ipv4 && !$0.isLoopback }
  }
}
