import Topology

/// Cables of an earlier tree, so that on a host with a thousand of them the one that has changed is made anew, not all.
///
/// Only those are kept whose rows hang on nothing but the link, its other end, and the namespace that has nothing else: as
/// long as these three are what they were in memory, so are the rows.
struct WiringMemory: Sendable {
  /// A cable with who is at its far end. A class, as a thousand of them go from one tree to the next.
  final class Cable: Sendable {
    let link: Link
    let far: Link
    let home: Namespace
    let node: WiringNode
    /// How many lines below it were left out as noise.
    let hiddenCount: Int

    init(_ node: WiringNode, from link: Link, to far: Link, in home: Namespace, hiddenCount: Int) {
      self.link = link
      self.far = far
      self.home = home
      self.node = node
      self.hiddenCount = hiddenCount
    }
  }

  private let showsNoise: Bool
  private let hubs: Set<NamespaceID>
  private let containers: [Container]
  private var cables: [LinkID: Cable] = [:]

  init(showsNoise: Bool, hubs: Set<NamespaceID>, containers: [Container]) {
    self.showsNoise = showsNoise
    self.hubs = hubs
    self.containers = containers
  }

  /// True where what holds for all rows is as it was.
  func isValid(for other: WiringMemory) -> Bool {
    showsNoise == other.showsNoise && hubs == other.hubs && containers == other.containers
  }

  /// A cable's rows, if it is as it was.
  func cable(from link: Link, to far: Link, in home: Namespace) -> Cable? {
    guard let cable = cables[link.id], cable.link.isCopy(of: link), cable.far.isCopy(of: far),
      cable.home.isCopy(of: home)
    else { return nil }
    return cable
  }

  mutating func keep(_ cable: Cable) { cables[cable.link.id] = cable }
}
