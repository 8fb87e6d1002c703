import Screen
import Topology

extension State {
  /// Does an action; it is available.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .pageUp, .pageDown, .first, .last, .left, .right: move(action)
    case .fold: foldOrGoToParent()
    case .unfold: unfoldOrGoInto()
    case .nextPane, .previousPane: focus = focus == .list ? .details : .list
    case .wiring, .containers, .networks, .links, .problems, .events: action.view.map { show($0) }
    case .open: openPage()
    case .back: goBack()
    case .filter: startFilter()
    case .sort: sortByNextColumn()
    case .reverse: reverseOrder()
    case .along: goAlong()
    case .alongBack: goBackAlong()
    case .noise: toggleNoise()
    case .pause: togglePause()
    case .units: changeUnits()
    case .graphs: changeGraphs()
    case .zoomIn: preferences.isZoomed = true
    case .zoomOut: preferences.isZoomed = false
    case .copyAddress, .copyID, .copyName: return copy(action)
    case .mouse: return toggleMouse()
    case .sources: openHost()
    case .newNetwork, .run, .attach, .detach, .delete, .undo: return beginChange(action)
    case .mark: toggleMark()
    case .shell: return shellNamespace.map { [.openShell($0)] } ?? []
    case .commands: overlay = .palette(Palette())
    case .help: overlay = .help(offset: 0)
    case .redraw: return [.redraw]
    case .suspend:
      guard !isChangingHost else {
        say("not while something is being changed")
        return []
      }
      return [.suspend]
    case .quit: return leave()
    }
    return []
  }

  /// Shows another view; pages and fields are closed.
  mutating func show(_ view: ViewKind) {
    pages = []
    filterField = nil
    self.view = view
    focus = .list
    detailsOffset = 0
    relist()
  }

  private mutating func openPage() {
    guard let subject else { return }
    pages.append(Page(object: subject.object, place: subject.place))
  }

  private mutating func openHost() {
    guard let host = shown?.snapshot.hostNamespace, page?.object != .namespace(host.id) else { return }
    pages.append(Page(object: .namespace(host.id)))
  }

  /// One step back: out of a page, out of the details, out of a filter. Never out of the dashboard.
  private mutating func goBack() {
    if page != nil {
      pages.removeLast()
    } else if !marks.isEmpty {
      marks = []
    } else if focus == .details {
      focus = .list
    } else if list.filter.isActive {
      applyFilter("")
    } else if preferences.isZoomed {
      preferences.isZoomed = false
    }
  }

  private mutating func leave() -> [Effect] {
    if isChangingHost {
      return cancelPlan()
    } else if overlay != nil {
      overlay = nil
    } else if filterField != nil {
      filterField = nil
      applyFilter("")
    } else if page != nil, !isTooSmall {
      pages.removeLast()
    } else {
      return [.quit]
    }
    return []
  }

  private mutating func startFilter() { filterField = TextField(list.filter.text) }

  private mutating func toggleNoise() {
    preferences.showsNoise.toggle()
    say(
      preferences.showsNoise
        ? "loopbacks and system namespaces are shown" : "loopbacks and system namespaces are hidden")
    rebuild()
  }

  private mutating func togglePause() {
    if isPaused {
      frozen = nil
      rebuild()
    } else {
      frozen = live
    }
  }

  private mutating func changeUnits() {
    preferences.units = preferences.units.next
    say(preferences.units.title)
  }

  private mutating func changeGraphs() {
    preferences.usesDots.toggle()
    say("large graphs are drawn in \(preferences.usesDots ? "dots" : "blocks")")
  }

  private mutating func toggleMouse() -> [Effect] {
    preferences.usesMouse.toggle()
    say(preferences.usesMouse ? "the mouse is gantry's" : "the mouse selects text in the terminal")
    return [.mouse(preferences.usesMouse)]
  }
}
