import Topology

/// A namespace in a ``KernelModel``: how it was found, what was read of it last, and when it is to be read again.
struct KernelEntry: Sendable {
  /// Who holds it, and the ways to open it.
  var found: FoundNamespace
  /// What the kernel said inside; nil before it was read for the first time.
  var reading: NamespaceReading?
  /// What gantry's own namespace calls it; nil where it has no number there, and so cannot be heard.
  var number: Int32?
  /// True once its number was asked for.
  var isNumberKnown = false
  /// When it is to be read; nil where nothing calls for it.
  var due: Instant?
  /// Its tables are to be read too, then.
  var wantsTables = false
  /// When the reading that is under way began.
  var beingReadSince: Instant?
  /// Something happened in it since that reading began: it may be older than what was heard.
  var wasHeard = false
  /// How many readings in a row were passed over for that.
  var passedOver = 0
  /// It is to be put together anew for the next picture.
  var isStale = true
  /// Its links as they were connected for the last picture.
  var connected = ConnectedLinks()
  /// All that its links count is counted at their other ends too, in gantry's own namespace.
  var isMirrored = false
  /// What it was in the last picture, without links and containers.
  var pictured: Namespace?
  /// No way led into it any more.
  var isGone = false

  init(_ found: FoundNamespace, due: Instant) {
    self.found = found
    self.due = due
  }

  var id: NamespaceID { found.id }

  /// Read at least once, or known not to be readable.
  var isSettled: Bool { reading != nil || isGone }

  /// It is there, but could not be read.
  var isDenied: Bool { reading != nil && reading?.access != .read }

  /// It was read, but not its tables.
  var lacksTables: Bool { reading != nil && reading?.tables == nil && reading?.access == .read }

  /// Asks for a reading, at the latest then.
  mutating func wantReading(at instant: Instant) { due = due.map { min($0, instant) } ?? instant }
}
