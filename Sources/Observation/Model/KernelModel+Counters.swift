import Topology

extension KernelModel {
  /// A link whose other end is in gantry's own namespace: what goes in there comes out here.
  struct Mirror: Sendable {
    /// Where the near link is in gantry's own reading.
    let near: Int
    /// Where the far link's namespace is.
    let entry: Int
    /// Where the far link is in its reading.
    let far: Int
    /// Which link that was: positions change.
    let link: LinkID
  }

  /// Takes over the counters of gantry's own links, and with them those of the other ends.
  mutating func take(_ counters: HostCounters) {
    guard let position = own.flatMap(position(of:)), var links = entries[position].reading?.links else { return }
    entries[position].reading?.links = []
    counters.write(to: &links)
    news.insert(.figures)
    for mirror in mirrors where entries.indices.contains(mirror.entry) && links.indices.contains(mirror.near) {
      guard let near = links[mirror.near].link.counters, near.readAt == counters.readAt else { continue }
      entries[mirror.entry].reading?.reflect(near, at: mirror.far, of: mirror.link)
    }
    entries[position].reading?.links = links
  }
}

extension NamespaceReading {
  /// Bytes and packets of the other end, turned round. Drops and errors stay those that were read here.
  fileprivate mutating func reflect(_ other: Counters, at position: Int, of link: LinkID) {
    guard links.indices.contains(position), links[position].link.id == link,
      links[position].link.counters.map({ $0.readAt < other.readAt }) ?? true
    else { return }
    links[position].link.counters = Counters(mirroring: other, onto: links[position].link.counters)
  }
}

extension Counters {
  /// What a cable's other end counted, as seen from this one.
  fileprivate init(mirroring other: Counters, onto before: Counters?) {
    self.init(
      readAt: other.readAt, rxBytes: other.txBytes, txBytes: other.rxBytes, rxPackets: other.txPackets,
      txPackets: other.rxPackets, rxDropped: before?.rxDropped, txDropped: before?.txDropped,
      rxErrors: before?.rxErrors, txErrors: before?.txErrors)
    if let before { lossesReadAt = before.lossesReadAt }
  }
}
