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
    let open = readings.indices.flatMap(unexplained)
    guard !open.isEmpty else { return [] }
    let ends = Dictionary(grouping: open.filter(\.isPaired), by: \.ends)
    let openEnds = Dictionary(open.map { ($0.namespace, 1) }, uniquingKeysWith: +)
    func asks(_ one: NamespaceID, _ other: NamespaceID) -> Bool {
      if shy.contains(one) != shy.contains(other) { return shy.contains(one) }
      return (openEnds[one] ?? 0, one) < (openEnds[other] ?? 0, other)
    }
    var candidates: [Place: Set<NamespaceID>] = [:]
    for link in open {
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
    Set(readings.indices.flatMap(unexplained).map { Place(namespace: $0.namespace, nsid: $0.nsid) })
  }

  /// A namespace id where it counts.
  struct Place: Hashable {
    let namespace: NamespaceID
    let nsid: Int32
  }

  private struct OpenLink {
    let namespace: NamespaceID
    let nsid: Int32
    let ends: Ends
    let isPaired: Bool
  }

  private struct Ends: Hashable {
    let near, far: Int32
    var reversed: Ends { Ends(near: far, far: near) }
  }

  private func unexplained(at position: Int) -> [OpenLink] {
    readings[position].links.compactMap { link in
      guard let nsid = link.nsid, let index = link.referredIndex, namespace(nsid, in: position) == nil,
        !isDeparted(nsid, in: position)
      else { return nil }
      return OpenLink(
        namespace: readings[position].id, nsid: nsid, ends: Ends(near: link.link.index, far: index),
        isPaired: link.isPaired)
    }
  }

  private func namespaces(withLink index: Int32, except namespace: NamespaceID) -> [NamespaceID] {
    readings.filter { $0.id != namespace && $0.link(index: index) != nil }.map(\.id)
  }
}
