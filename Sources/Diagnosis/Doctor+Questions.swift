import Addresses
public import Topology

extension Doctor {
  /// The most questions that are asked at once.
  static let greatestQuestionCount = 256

  /// The gateways of which only asking tells whether they are there: nobody who is known has the address, and the kernel
  /// has not heard of it lately. Who has the answers puts them into the snapshot (``Namespace/inquiries``).
  public static func questions(in snapshot: Snapshot) -> [NeighbourQuestion] {
    guard snapshot.isRead else { return [] }
    let survey = Survey(of: snapshot)
    var questions: [NeighbourQuestion] = []
    for exit in survey.exits where questions.count < greatestQuestionCount {
      guard let question = survey.question(for: exit), !questions.contains(question) else { continue }
      questions.append(question)
    }
    return questions
  }
}

extension Survey {
  fileprivate func question(for exit: Exit) -> NeighbourQuestion? {
    guard let namespace = snapshot.namespace(exit.link.namespace), let link = namespace.link(index: exit.link.index),
      link.isUp, link.hasCarrier, link.resolvesNeighbours, let mac = link.mac, let segment = segment(of: link.id),
      segment.stations.contains(where: { $0.link.id == link.id }), bridge(behind: link)?.bridge.isUp ?? true,
      !namespace.isFresh(exit.gateway, on: link), holders(of: exit.gateway, on: segment).isEmpty,
      let source = namespace.source(for: exit.gateway, on: link)
    else { return nil }
    return NeighbourQuestion(link: link.id, address: exit.gateway, source: source, mac: mac)
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
