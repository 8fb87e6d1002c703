/// All that was measured.
struct Figures {
  /// The size at which the rest was measured.
  let mainSize: Int
  /// At each size, growing.
  var sizes: [SizeFigures] = []
  var frame = Sample()
  var terminalBytes = Double.nan
  var responses: ResponseFigures?
  var deletion: DeletionFigures?

  init(mainSize: Int) { self.mainSize = mainSize }

  /// What was measured with this many namespaces.
  func at(_ namespaces: Int) -> SizeFigures? { sizes.first { $0.namespaces == namespaces } }
}

/// What was measured with a number of namespaces.
struct SizeFigures {
  let namespaces: Int
  /// How long making the last of them took for each, in nanoseconds.
  let built: Double
  let discovery: DiscoveryFigures
  let listing: ListingFigures
  let tick: TickFigures
  let dashboard: DashboardFigures
  let peers: PeerFigures?
}
