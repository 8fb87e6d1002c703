/// The counters of a picture's links, apart from the links: they move every second, what they belong to seldom does.
///
/// They lie in one array, in the order of the links' ids. Tables of one picture and of those that differ from it in
/// figures only share their places, so that whatever is kept for each link is found again by position.
public struct CounterTable: Hashable, Sendable {
  private var places: Shared<[LinkID]>
  private var counters: [Counters]

  /// The counters of these links.
  public init(_ counters: [LinkID: Counters] = [:]) {
    let sorted = counters.sorted { $0.key < $1.key }
    self.init(links: sorted.map(\.key), counters: sorted.map(\.value))
  }

  /// - Parameter links: sorted, each once; `counters` are theirs, in the same order.
  public init(links: [LinkID], counters: [Counters]) {
    precondition(links.count == counters.count, "each link has its counters")
    places = Shared(links)
    self.counters = counters
  }

  /// The links, sorted.
  public var links: [LinkID] { places.value }

  /// Where the links are in the table.
  public var indices: Range<Int> { counters.indices }

  /// A link's counters; nil where they were not read.
  public subscript(link: LinkID) -> Counters? { position(of: link).map { counters[$0] } }

  /// The counters at a place.
  public subscript(position: Int) -> Counters {
    get { counters[position] }
    _modify { yield &counters[position] }
  }

  /// The place of a link; nil where its counters were not read.
  public func position(of link: LinkID) -> Int? { links.position(of: link) { $0 } }

  /// The places of a namespace's links.
  public func positions(of namespace: NamespaceID) -> Range<Int> {
    let start = links.partitioningIndex { $0.namespace >= namespace }
    return start..<(links[start...].firstIndex { $0.namespace != namespace } ?? links.endIndex)
  }

  /// All of them by their links.
  public var byLink: [LinkID: Counters] { Dictionary(uniqueKeysWithValues: zip(links, counters)) }

  /// True where both tables have the very same places. Tables that were made one by one do not, however equal.
  public func sharesPlaces(with other: CounterTable) -> Bool { places.isCopy(of: other.places) }
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
