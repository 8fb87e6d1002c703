import Topology

/// What tells one row from another, through refresh, sort and filter.
enum RowID: Hashable, Sendable {
  /// An object. One that appears in several places (a container on two networks) is told apart by the link at that place.
  case object(ObjectID, at: LinkID? = nil)
  /// A mention of an object whose own row is elsewhere.
  case reference(ObjectID, at: LinkID)
  /// Something that is wrong with an object.
  case finding(FindingID)
  /// Something that happened, by its number.
  case event(UInt64)
  /// A heading over rows that belong together in one namespace, or on the whole host.
  case group(WiringGroup, in: NamespaceID? = nil)

  /// What the row stands for; nil for a heading, and for an event, whose object may be another one by now.
  var object: ObjectID? {
    switch self {
    case .object(let object, _), .reference(let object, _): object
    case .finding(let id): id.object
    case .event, .group: nil
    }
  }

  /// The link at whose place the object appears.
  var place: LinkID? {
    switch self {
    case .object(_, let place): place
    case .reference(_, let place): place
    case .finding, .event, .group: nil
    }
  }
}

/// Headings of the wiring tree.
enum WiringGroup: Hashable, Sendable {
  /// Containers in host mode.
  case hostMode
  /// Containers that run, but nobody could tell where.
  case unplaced
  /// Containers that do not run.
  case stopped

  /// What people read.
  var title: String {
    switch self {
    case .hostMode: "host mode"
    case .unplaced: "place unknown"
    case .stopped: "not running"
    }
  }
}
