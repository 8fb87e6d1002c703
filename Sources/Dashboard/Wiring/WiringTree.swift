import Topology

/// The host's wiring as a tree: what is plugged into what. Every namespace, container and bridge has one row of its
/// own; further mentions are marked as references.
struct WiringTree: Sendable {
  /// The tree's roots, in the order they are shown.
  let roots: [WiringNode]
  /// How many lines were left out as noise.
  let hiddenCount: Int

  /// What the next tree can take over.
  let memory: WiringMemory
  /// Rows that were taken over from the tree before.
  let settled: Set<RowID>

  /// More children than this fold themselves.
  static let largeGroup = 30

  /// The tree of a picture; `showsNoise` adds loopbacks and the namespaces of system services.
  /// - Parameter earlier: of the tree before.
  init(_ picture: Picture, showsNoise: Bool, after earlier: WiringMemory? = nil) {
    var builder = WiringBuilder(picture, showsNoise: showsNoise, after: earlier)
    roots = builder.build()
    hiddenCount = builder.hiddenCount
    memory = builder.memory
    settled = builder.settled
  }
}
