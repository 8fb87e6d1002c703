import Topology

/// The host's wiring as a tree: what is plugged into what. Every namespace, container and bridge has one row of its
/// own; further mentions are marked as references.
struct WiringTree: Sendable {
  /// The tree's roots, in the order they are shown.
  let roots: [WiringNode]
  /// How many lines were left out as noise.
  let hiddenCount: Int

  /// More children than this fold themselves.
  static let largeGroup = 30

  /// The tree of a picture; `showsNoise` adds loopbacks and the namespaces of system services.
  init(_ picture: Picture, showsNoise: Bool) {
    var builder = WiringBuilder(picture, showsNoise: showsNoise)
    roots = builder.build()
    hiddenCount = builder.hiddenCount
  }
}
