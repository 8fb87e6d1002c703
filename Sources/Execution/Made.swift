import Planning

/// The identities of what a step has made.
struct Made: Hashable, Sendable {
  /// Links, with their indices.
  var links: [LinkTarget] = []
  /// Filters, with the handles of their chains.
  var filters: [NetworkFilter] = []
}
