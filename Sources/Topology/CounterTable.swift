/// The counters of a picture's links, apart from the links: they move every second, what they belong to seldom does.
///
/// They lie in the order of the links' ids. Tables of one picture and of those that differ from it in figures only share
/// their places, so that whatever is kept for each link is found again by position.
public struct CounterTable: Hashable, Sendable {
  private var places: Shared<[LinkID]>
  private var traffic: [Traffic]
  private var losses: [Losses]

  /// What moves every second.
  fileprivate struct Traffic: Hashable {
    var readAt: Instant
    var rxBytes, txBytes, rxPackets, txPackets: UInt64
  }

  /// What seldom moves: tables that follow each other share it in memory.
  fileprivate struct Losses: Hashable {
    var rxDropped, txDropped, rxErrors, txErrors: UInt64?
    /// Nil for when the traffic was read.
    var readAt: Instant?
  }

  /// The counters of these links.
  public init(_ counters: [LinkID: Counters] = [:]) {
    let sorted = counters.sorted { $0.key < $1.key }
    self.init(links: sorted.map(\.key), counters: sorted.map(\.value))
  }

  /// - Parameter links: sorted, each once; `counters` are theirs, in the same order.
  public init(links: [LinkID], counters: [Counters]) {
    precondition(links.count == counters.count, "each link has its counters")
    places = Shared(links)
    traffic = counters.map(Traffic.init)
    losses = counters.map(Losses.init)
  }

  /// The links, sorted.
  public var links: [LinkID] { places.value }

  /// Where the links are in the table.
  public var indices: Range<Int> { traffic.indices }

  /// A link's counters; nil where they were not read.
  public subscript(link: LinkID) -> Counters? { position(of: link).map { self[$0] } }

  /// The counters at a place.
  public subscript(position: Int) -> Counters {
    get {
      var counters = Counters(
        readAt: traffic[position].readAt, rxBytes: traffic[position].rxBytes, txBytes: traffic[position].txBytes,
        rxPackets: traffic[position].rxPackets, txPackets: traffic[position].txPackets,
        rxDropped: losses[position].rxDropped, txDropped: losses[position].txDropped,
        rxErrors: losses[position].rxErrors, txErrors: losses[position].txErrors)
      if let readAt = losses[position].readAt { counters.lossesReadAt = readAt }
      return counters
    }
    set {
      traffic[position] = Traffic(newValue)
      let losses = Losses(newValue)
      if self.losses[position] != losses { self.losses[position] = losses }
    }
  }

  /// Sets the counters of a namespace's links; those that are not in the table are passed over.
  /// - Parameter readings: sorted by index.
  public mutating func take(_ readings: [Reading], of namespace: NamespaceID, at readAt: Instant) {
    Self.take(readings, at: readAt, positions(of: namespace), of: places.value, &traffic, &losses)
  }

  // A second's counters of thousands of links: in a span, as each access to an array looks whether it is shared.
  private static func take(
    _ readings: [Reading], at readAt: Instant, _ range: Range<Int>, of links: [LinkID], _ traffic: inout [Traffic],
    _ losses: inout [Losses]
  ) {
    var traffic = traffic.mutableSpan
    var place = range.lowerBound
    for position in readings.indices {
      while place < range.upperBound, links[place].index < readings[position].index { place += 1 }
      guard place < range.upperBound else { return }
      guard links[place].index == readings[position].index else { continue }
      traffic[place] = Traffic(readings[position], readAt: readAt)
      if !losses[place].are(readings[position]) { losses[place] = Losses(readings[position]) }
    }
  }

  /// Has the far ends of cables carry what the near ends do, the other way round, where these were read at an instant and
  /// those before it. Drops and errors stay those that were read at the far ends.
  public mutating func mirror(_ cables: [Mirror], readAt: Instant) {
    Self.mirror(cables, readAt: readAt, &traffic, &losses)
  }

  private static func mirror(
    _ cables: [Mirror], readAt: Instant, _ traffic: inout [Traffic], _ losses: inout [Losses]
  ) {
    var traffic = traffic.mutableSpan
    for cable in cables {
      let (near, far) = (traffic[cable.near], traffic[cable.far])
      guard near.readAt == readAt, far.readAt < readAt else { continue }
      if losses[cable.far].readAt == nil { losses[cable.far].readAt = far.readAt }
      traffic[cable.far] = Traffic(
        readAt: readAt, rxBytes: near.txBytes, txBytes: near.rxBytes, rxPackets: near.txPackets,
        txPackets: near.rxPackets)
    }
  }

  /// The place of a link; nil where its counters were not read.
  public func position(of link: LinkID) -> Int? { links.position(of: link) { $0 } }

  /// The places of a namespace's links.
  public func positions(of namespace: NamespaceID) -> Range<Int> {
    let start = links.partitioningIndex { $0.namespace >= namespace }
    return start..<(links[start...].firstIndex { $0.namespace != namespace } ?? links.endIndex)
  }

  /// All of them by their links.
  public var byLink: [LinkID: Counters] { Dictionary(uniqueKeysWithValues: indices.map { (links[$0], self[$0]) }) }

  /// True where both tables have the very same places. Tables that were made one by one do not, however equal.
  public func sharesPlaces(with other: CounterTable) -> Bool { places.isCopy(of: other.places) }
}

extension CounterTable.Traffic {
  fileprivate init(_ reading: CounterTable.Reading, readAt: Instant) {
    self.readAt = readAt
    (rxBytes, txBytes, rxPackets, txPackets) = (
      reading.rxBytes, reading.txBytes, reading.rxPackets, reading.txPackets
    )
  }

  fileprivate init(_ counters: Counters) {
    readAt = counters.readAt
    (rxBytes, txBytes, rxPackets, txPackets) = (
      counters.rxBytes, counters.txBytes, counters.rxPackets, counters.txPackets
    )
  }
}

extension CounterTable.Losses {
  fileprivate init(_ reading: CounterTable.Reading) {
    (rxDropped, txDropped, rxErrors, txErrors) = (
      reading.rxDropped, reading.txDropped, reading.rxErrors, reading.txErrors
    )
    readAt = nil
  }

  /// Equal to those of a reading. Nearly always they are, a thousand times a second.
  fileprivate func are(_ reading: CounterTable.Reading) -> Bool {
    rxDropped == reading.rxDropped && txDropped == reading.txDropped && rxErrors == reading.rxErrors
      && txErrors == reading.txErrors && readAt == nil
  }

  fileprivate init(_ counters: Counters) {
    (rxDropped, txDropped, rxErrors, txErrors) = (
      counters.rxDropped, counters.txDropped, counters.rxErrors, counters.txErrors
    )
    readAt = counters.lossesReadAt == counters.readAt ? nil : counters.lossesReadAt
  }
}

extension Snapshot {
  /// Where in the table of counters those links are of which something holds.
  func places(where isWanted: (Namespace, Link) -> Bool) -> [Int] {
    let counted = counters.links
    var places: [Int] = []
    var place = 0
    // Both are in the same order.
    for namespace in namespaces.indices {
      for link in namespaces[namespace].links.indices {
        let id = namespaces[namespace].links[link].id
        while place < counted.count, counted[place] < id { place += 1 }
        guard place < counted.count else { return places }
        guard counted[place] == id, isWanted(namespaces[namespace], namespaces[namespace].links[link]) else { continue }
        places.append(place)
      }
    }
    return places
  }
}
