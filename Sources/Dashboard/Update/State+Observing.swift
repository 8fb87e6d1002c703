import Screen
import Topology

extension State {
  /// Takes a new picture in. While paused it is kept, not shown.
  /// - Returns: whether the screen may look different for it.
  mutating func observe(_ snapshot: Snapshot, _ changes: [Change]) -> Bool {
    var records = takeRecords()
    records.history.add(snapshot)
    let before = live
    let picture = Picture(snapshot, after: before, changes: changes, at: now, records: records, zone: zone)
    live = picture
    if changes.isEmpty, let before, isStill(picture, after: before) { return false }
    if !changes.isEmpty {
      dropStaleMarks()
      if case .form(let form) = operation { show(form.refreshed(in: snapshot)) }
    }
    guard !isPaused else { return true }
    if before == nil || !changes.isEmpty || picture.gone != before?.gone {
      rebuild()
    } else if !showsSameRows {
      relist()
    }
    lookForAwaited()
    return true
  }

  /// Whether nothing on the screen is different for a picture in which nothing has changed but figures. Ages stand on
  /// pages, graphs on wide screens.
  private func isStill(_ picture: Picture, after before: Picture) -> Bool {
    if isPaused { return true }
    let showsMore = view.showsLosses || preferences.showsNoise || !Layout(self).details.isEmpty
    guard page == nil, awaited == nil, picture.isAsStill(as: before, showsMoreThanCables: showsMore)
    else { return false }
    return size.columns < Layout.wideEnoughForGraphs || picture.hasStillGraphs
  }

  /// Whether newer figures leave the rows of the view as they are: the wiring's hang on nothing else, unless a filter asks.
  private var showsSameRows: Bool { view == .wiring && tree != nil && !isTreeStale && !list.filter.isActive }

  /// The records, which the newest picture gives away, so that adding to them does not copy them.
  private mutating func takeRecords() -> Records {
    let records = live?.records ?? Records()
    live?.records = Records()
    return records
  }

  /// Reads the shown picture anew: what is in it has changed, or what is to be shown of it.
  mutating func rebuild() {
    isTreeStale = true
    relist()
  }

  /// Lists the rows of the view on the screen anew: their order, folds or filter may have changed.
  mutating func relist() {
    guard let shown else { return }
    // Of a thousand namespaces it takes milliseconds to make: not for another view.
    if view == .wiring, tree == nil || isTreeStale {
      let new = WiringTree(shown, showsNoise: preferences.showsNoise, after: tree?.memory)
      matchMemory.keep(new.settled)
      (tree, isTreeStale) = (new, false)
    }
    let isFollowing = view == .events && followsEvents
    list.show(listing(of: view, in: shown))
    if isFollowing { list.select(list.listing.count - 1) }
  }

  private mutating func listing(of view: ViewKind, in picture: Picture) -> Listing {
    let list = lists[view]
    let matcher = Matcher(list.filter, in: picture)
    switch view {
    case .wiring:
      let asked = matcher.map(matchMemory.remembering)
      let lines = tree?.lines(
        folds: list.folds, byName: matcher?.isByName ?? false, matching: asked.map { $0.matches })
      if let asked { matchMemory.take(asked) }
      return .tree(lines ?? [])
    case .containers:
      return .table(ContainerTable.rows(of: picture, sorted: list.sorting, matching: matcher, preferences))
    case .networks:
      return .table(NetworkTable.rows(of: picture, sorted: list.sorting, matching: matcher, preferences))
    case .links:
      return .table(LinkTable.rows(of: picture, sorted: list.sorting, matching: matcher, preferences))
    case .problems:
      return .table(ProblemTable.rows(of: picture, sorted: list.sorting, matching: matcher))
    case .events:
      return .table(EventTable.rows(of: picture, matching: matcher))
    }
  }
}
