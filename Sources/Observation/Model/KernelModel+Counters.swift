import Topology

extension KernelModel {
  /// Takes over the counters of gantry's own links, and with them those of the other ends.
  mutating func take(_ counters: HostCounters) {
    guard let links = own.flatMap(position(of:)).flatMap({ entries[$0].reading?.links }) else { return }
    counters.write(to: &table, of: links)
    news.insert(.figures)
    table.mirror(mirrors, readAt: counters.readAt)
  }

  /// The newest counters of all that was read, and the links that mirror each other.
  /// - Parameters:
  ///   - namespaces: what is in the picture, connected.
  ///   - wiring: where they were read.
  ///   - isLast: no newer counters will come, so that it is of no use which links mirror each other.
  mutating func layOutCounters(_ namespaces: [Namespace], _ wiring: Wiring, isLast: Bool) {
    var links: [LinkID] = []
    var counters: [Counters] = []
    links.reserveCapacity(namespaces.count * 2)
    counters.reserveCapacity(namespaces.count * 2)
    var (reading, old) = (0, 0)
    // All are sorted, and what is in the picture was read before. By position: a reading is large.
    for namespace in namespaces.indices {
      while wiring.readings[reading].id < namespaces[namespace].id { reading += 1 }
      for link in wiring.readings[reading].links.indices {
        guard let read = wiring.readings[reading].links[link].counters else { continue }
        let id = wiring.readings[reading].links[link].link.id
        while old < table.links.count, table.links[old] < id { old += 1 }
        let isKnown = old < table.links.count && table.links[old] == id
        links.append(id)
        counters.append(isKnown ? table[old].updated(by: read) : read)
      }
    }
    table = CounterTable(links: links, counters: counters)
    if !isLast { findMirrors(in: namespaces) }
  }

  private mutating func findMirrors(in namespaces: [Namespace]) {
    mirrors = []
    guard let own, let position = namespaces.position(of: own, by: \.id) else { return }
    var mirrored = Array(repeating: 0, count: namespaces.count)
    for link in namespaces[position].links {
      guard let peer = link.peer, peer.proof == .proved, let far = peer.link, far.namespace != own,
        let place = namespaces.position(of: far.namespace, by: \.id),
        let near = table.position(of: link.id), let far = table.position(of: far)
      else { continue }
      mirrors.append(CounterTable.Mirror(near: near, far: far))
      mirrored[place] += 1
    }
    for place in namespaces.indices {
      guard let entry = self.position(of: namespaces[place].id) else { continue }
      let counted = namespaces[place].links.count { $0.kind != .loopback }
      entries[entry].isMirrored = counted == mirrored[place]
    }
  }
}

extension CounterTable {
  /// Takes over what was read in a namespace, of those links that are in the table.
  mutating func take(_ reading: NamespaceReading) {
    var places = positions(of: reading.id)[...]
    for link in reading.links.indices {
      let id = reading.links[link].link.id
      while let place = places.first, links[place] < id { places.removeFirst() }
      guard let place = places.first, links[place] == id, let read = reading.links[link].counters else { continue }
      self[place] = self[place].updated(by: read)
    }
  }
}

extension Counters {
  /// With what was read at this end: of both, what is newer.
  fileprivate func updated(by read: Counters) -> Counters {
    guard read.readAt < readAt else { return read }
    guard read.lossesReadAt > lossesReadAt else { return self }
    var updated = self
    (updated.rxDropped, updated.txDropped) = (read.rxDropped, read.txDropped)
    (updated.rxErrors, updated.txErrors, updated.lossesReadAt) = (read.rxErrors, read.txErrors, read.lossesReadAt)
    return updated
  }
}
