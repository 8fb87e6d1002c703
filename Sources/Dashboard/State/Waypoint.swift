import Topology

/// A place one was at, to come back to.
struct Waypoint: Hashable, Sendable {
  var view: ViewKind
  var selection: RowID?
  var pages: [Page]
}
