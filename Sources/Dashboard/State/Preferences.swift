import Topology

/// What the person at the keyboard has chosen; it lasts while the dashboard runs.
struct Preferences: Hashable, Sendable {
  /// How amounts and rates are written.
  var units = Units()
  /// Whether graphs of several rows are drawn in dots; otherwise in blocks.
  var usesDots = true
  /// Whether loopbacks and system namespaces are shown.
  var showsNoise = false
  /// Whether the mouse is the dashboard's; otherwise it selects text in the terminal.
  var usesMouse = true
  /// Whether the pane with the focus has all the room.
  var isZoomed = false
}
