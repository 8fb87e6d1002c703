/// Everything that can be done by a key, a click, or by its name in the command palette.
public enum Action: Hashable, Sendable, CaseIterable {
  /// Shows a view.
  case wiring, containers, networks, links, problems, events
  /// Opens the selected object's page; goes back one step.
  case open, back
  /// Shows only rows that match.
  case filter
  /// Sorts by the next column; turns the order round.
  case sort, reverse
  /// Goes on along the wiring from the selected object; goes back.
  case along, alongBack
  /// Shows or hides loopbacks and system namespaces.
  case noise
  /// Stops the picture, or lets it go on.
  case pause
  /// Writes amounts in the next unit.
  case units
  /// Draws graphs with other signs.
  case graphs
  /// Gives the pane all the room; takes it back.
  case zoomIn, zoomOut
  /// Copies something of the selected object.
  case copyAddress, copyID, copyName
  /// Takes the mouse, or gives it back to the terminal.
  case mouse
  /// Opens the host's page, which tells how the sources of all this do.
  case sources
  /// Makes a network; runs a container.
  case newNetwork, run
  /// Connects what is selected or marked, or disconnects it.
  case attach, detach
  /// Removes what is selected; takes the last change back.
  case delete, undo
  /// Marks what is selected, for several to be connected at once.
  case mark
  /// Opens a shell in the selected namespace.
  case shell
  /// Opens the command palette; the help.
  case commands, help
  /// Sends the whole screen again; suspends; leaves.
  case redraw, suspend, quit
  /// Folds or opens a row of the tree.
  case fold, unfold
  /// Moves the focus between panes.
  case nextPane, previousPane
  /// Moves the selection, or scrolls a page.
  case up, down, pageUp, pageDown, first, last
  /// Scrolls sideways.
  case left, right

  /// The action that shows a view.
  init(showing view: ViewKind) {
    switch view {
    case .wiring: self = .wiring
    case .containers: self = .containers
    case .networks: self = .networks
    case .links: self = .links
    case .problems: self = .problems
    case .events: self = .events
    }
  }

  /// The view it shows, if that is what it does.
  var view: ViewKind? { ViewKind.allCases.first { Action(showing: $0) == self } }
}
