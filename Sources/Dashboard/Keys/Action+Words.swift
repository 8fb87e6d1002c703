extension Action {
  /// What it does, as the help and the command palette say it.
  var title: String {
    switch self {
    case .up: "move up"
    case .down: "move down"
    case .pageUp: "a page up"
    case .pageDown: "a page down"
    case .first: "to the first row"
    case .last: "to the last row"
    case .fold: "fold, or to the parent"
    case .unfold: "unfold, or into the group"
    case .left: "scroll left"
    case .right: "scroll right"
    case .nextPane: "next pane"
    case .previousPane: "previous pane"
    case .wiring: "show wiring"
    case .containers: "show containers"
    case .networks: "show networks"
    case .links: "show links"
    case .problems: "show problems"
    case .events: "show events"
    case .open: "open the full page"
    case .back: "back one step"
    case .filter: "filter"
    case .sort: "sort by the next column"
    case .reverse: "reverse the order"
    case .along: "follow the wiring"
    case .alongBack: "back where it was followed from"
    case .noise: "show or hide noise"
    case .pause: "pause or go on"
    case .units: "change units"
    case .graphs: "graphs in dots or blocks"
    case .zoomIn: "enlarge the pane"
    case .zoomOut: "all panes"
    case .copyAddress: "copy address"
    case .copyID: "copy id"
    case .copyName: "copy name"
    case .mouse: "mouse for gantry or the terminal"
    case .sources: "show the host and its sources"
    case .newNetwork: "new network"
    case .run: "run a container"
    case .attach: "attach to a network or mode"
    case .detach: "detach from a network"
    case .delete: "delete"
    case .undo: "undo the last change"
    case .mark: "mark, for several at once"
    case .shell: "shell in its network namespace"
    case .commands: "commands"
    case .help: "help"
    case .redraw: "redraw the screen"
    case .suspend: "suspend"
    case .quit: "leave the page, or quit"
    }
  }

  /// What it does in a word, for the footer; nil where it is not shown there.
  var hint: String? {
    switch self {
    case .open: "open"
    case .back: "back"
    case .along: "follow"
    case .filter: "filter"
    case .sort: "sort"
    case .unfold: "fold"
    case .commands: "commands"
    case .newNetwork: "network"
    case .run: "run"
    case .attach: "attach"
    case .detach: "detach"
    case .delete: "delete"
    case .undo: "undo"
    case .shell: "shell"
    case .pause: "pause"
    case .noise: "noise"
    case .units: "units"
    case .copyAddress: "copy"
    case .help: "help"
    case .quit: "quit"
    default: nil
    }
  }

  /// Whether the command palette lists it. Plain moving is for keys.
  var isNamed: Bool {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last, .left, .right, .commands: false
    default: true
    }
  }
}
