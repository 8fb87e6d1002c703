import Topology

/// The full page of an object, opened over its view.
struct Page: Hashable, Sendable {
  /// What it is about.
  var object: ObjectID
  /// The link at whose place the object was opened, where it has several.
  var place: LinkID?
  /// The first line that is shown.
  var offset = 0
}
