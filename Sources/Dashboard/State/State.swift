public import Screen
public import Topology

/// Everything the dashboard knows and remembers: what is drawn follows from it alone.
///
///     var state = State(size: terminal.size)
///     let effects = state.update(.observed(snapshot, changes: changes), at: now)
///     if state.version != drawn { terminal.present(state.draw().frame) }
public struct State: Sendable {
  /// Counts up whenever something changed that can be seen; equal versions look the same.
  public internal(set) var version: UInt64 = 0

  /// The time of the last message.
  var now = Instant(nanoseconds: 0)
  var size: Size
  let glyphs: Glyphs
  let keymap: Keymap
  /// Whether the host may be changed.
  let permission: Permission
  /// What gantry has changed so far.
  var ledger = Ledger()
  /// How many changes were asked for.
  var requests = 0
  /// What several of are to be connected or disconnected at once.
  var marks: Set<ObjectID> = []
  /// What was just changed, to be selected when it can be seen.
  var awaited: Awaited?

  /// The newest picture; nil until the first one has come.
  var live: Picture?
  /// The picture that is held while the dashboard is paused.
  var frozen: Picture?
  /// The wiring of the picture that is shown; nil until the view of it is on the screen.
  var tree: WiringTree?
  /// What of it the filter let through.
  var matchMemory = MatchMemory()
  /// The tree is that of an earlier picture.
  var isTreeStale = false

  var view = ViewKind.wiring
  var lists = Lists()
  var focus = Pane.list
  var detailsOffset = 0
  /// Full pages, one opened from the other.
  var pages: [Page] = []
  var overlay: Overlay?
  /// The field in which a filter is being typed.
  var filterField: TextField?
  var preferences = Preferences()
  var toast: Toast?
  /// How far the clock on the wall is ahead of UTC.
  var zone = ZoneOffset.utc
  /// The newest event when the end of their list was last seen.
  var lastReadEvent: UInt64 = 0
  /// Where one was before each step along the wiring.
  var trail: [Waypoint] = []

  /// A dashboard that has seen nothing yet, for a terminal of this size.
  public init(size: Size, glyphs: Glyphs = .unicode, keymap: Keymap = .standard, permission: Permission = .granted) {
    self.size = size
    self.glyphs = glyphs
    self.keymap = keymap
    self.permission = permission
  }

  /// When the dashboard wants a ``Message/tick`` because what it shows changes by time alone; nil where it waits for
  /// other messages only.
  public var wakesAt: Instant? {
    let older = shown.map { $0.snapshot.instant.advanced(by: UInt64(shownAge + 1) * 1_000_000_000) }
    return [older, toast?.end, isPaused ? nil : live?.recent.nextEnd, live?.examinationDue].compactMap { $0 }.min()
  }
}

/// The panes that can have the keyboard.
enum Pane: Hashable, Sendable {
  case list, details
}

/// The lists of all views.
struct Lists: Hashable, Sendable {
  private var states: [ListState] = ViewKind.allCases.map {
    ListState(listing: $0 == .wiring ? .tree([]) : .table([]))
  }

  subscript(view: ViewKind) -> ListState {
    get { states[view.rawValue] }
    set { states[view.rawValue] = newValue }
  }
}
