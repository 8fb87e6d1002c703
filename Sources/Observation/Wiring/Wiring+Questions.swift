import Topology

/// A namespace id that nobody explained yet, and the namespaces it may mean.
struct NsidQuestion: Hashable {
  /// In which namespace to ask.
  let namespace: NamespaceID
  /// What it calls the one that is sought.
  let nsid: Int32
  /// Which it may be, the likely ones only.
  let candidates: [NamespaceID]
}

extension Wiring {
  /// What to ask the kernel for, so that what can be known is known. Candidates for a pair's other end are those with a
  /// link at the right index that names the right index back; there are few. Of two such namespaces the one with fewer
  /// open ends is asked: what the other calls it follows from that.
  /// - Parameter shy: namespaces that others should not open: they are the ones to be asked.
  func questions(shy: Set<NamespaceID> = []) -> [NsidQuestion] {
    guard !openLinks.isEmpty else { return [] }
    let ends = Dictionary(grouping: openLinks.filter(\.isPaired), by: \.ends)
    let openEnds = Dictionary(openLinks.map { ($0.namespace, 1) }, uniquingKeysWith: +)
    func asks(_ one: NamespaceID, _ other: NamespaceID) -> Bool {
      if shy.contains(one) != shy.contains(other) { return shy.contains(one) }
      return (openEnds[one] ?? 0, one) < (openEnds[other] ?? 0, other)
    }
    var candidates: [Place: Set<NamespaceID>] = [:]
    for link in openLinks {
      let likely =
        link.isPaired
        ? (ends[link.ends.reversed] ?? []).map(\.namespace).filter { asks(link.namespace, $0) }
        : namespaces(withLink: link.ends.far, except: link.namespace)
      candidates[Place(namespace: link.namespace, nsid: link.nsid), default: []].formUnion(likely)
    }
    return candidates.filter { !$0.value.isEmpty }
      .map { NsidQuestion(namespace: $0.key.namespace, nsid: $0.key.nsid, candidates: $0.value.sorted()) }
      .sorted { ($0.namespace, $0.nsid) < ($1.namespace, $1.nsid) }
  }

  /// Ids that are in use and were explained by nothing: the other end is in a namespace that was not found.
  var hidden: Set<Place> {
    Set(openLinks.map { Place(namespace: $0.namespace, nsid: $0.nsid) })
  }

  /// A namespace id where it counts.
  struct Place: Hashable {
    let namespace: NamespaceID
    let nsid: Int32
  }

  /// A link that refers to a number which nothing explains.
  struct OpenLink {
    let namespace: NamespaceID
    let nsid: Int32
    let ends: Ends
    let isPaired: Bool
  }

  /// The indices of a cable's two ends.
  struct Ends: Hashable {
    let near, far: Int32
    fileprivate var reversed: Ends { Ends(near: far, far: near) }
  }

  func findOpenLinks() -> [OpenLink] {
    var open: [OpenLink] = []
    // By position: readings and links are large.
    for position in readings.indices {
      for link in readings[position].links.indices {
        guard let nsid = readings[position].links[link].nsid,
          let index = readings[position].links[link].referredIndex ?? readings[position].links[link].noLink,
          namespace(nsid, in: position) == nil,
          !isDeparted(nsid, in: position)
        else { continue }
        open.append(
          OpenLink(
            namespace: readings[position].id, nsid: nsid,
            ends: Ends(near: readings[position].links[link].link.index, far: index),
            isPaired: readings[position].links[link].isPaired))
      }
    }
    return open
  }

  /// - Parameter index: 0 for any namespace that can send.
  private func namespaces(withLink index: Int32, except namespace: NamespaceID) -> [NamespaceID] {
    readings.filter { reading in
      reading.id != namespace && (index == 0 ? !reading.routes.isEmpty : reading.link(index: index) != nil)
    }
    .map(\.id)
  }
}

extension LinkReading {
  /// 0 for a VXLAN, which has a namespace below it though it stands on no link there.
  fileprivate var noLink: Int32? { isVXLAN ? 0 : nil }
}
