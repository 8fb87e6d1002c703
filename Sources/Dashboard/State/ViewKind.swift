/// The dashboard's views, in the order of their tabs and keys.
public enum ViewKind: Int, Hashable, Sendable, CaseIterable {
  /// What is plugged into what, as a tree.
  case wiring
  /// Every container, as a table.
  case containers
  /// Every network, as a table.
  case networks
  /// Every link of every namespace, as a table.
  case links
  /// What the doctor found, as a table.
  case problems
  /// What happened, as a table that grows.
  case events

  /// Its name on the tab.
  var title: String {
    switch self {
    case .wiring: "Wiring"
    case .containers: "Containers"
    case .networks: "Networks"
    case .links: "Links"
    case .problems: "Problems"
    case .events: "Events"
    }
  }

  /// Whether somebody can choose the order of its rows.
  var isSortable: Bool { self != .wiring && self != .events }

  /// Columns that the tabs of all views take.
  static var tabsWidth: Int { allCases.reduce(0) { $0 + $1.title.count + 4 } }

  /// What it lists, in the plural.
  var noun: String {
    switch self {
    case .wiring: "rows"
    case .containers: "containers"
    case .networks: "networks"
    case .links: "links"
    case .problems: "problems"
    case .events: "events"
    }
  }
}
