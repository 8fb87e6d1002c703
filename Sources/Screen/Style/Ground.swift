/// What lies behind a piece of text, from which a `Theme` chooses the background.
public enum Ground: UInt8, Hashable, Sendable, CaseIterable {
  /// The terminal's own background.
  case plain
  /// The selected row of the pane with the focus.
  case selection
  /// The selected row of a pane without the focus.
  case idleSelection
  /// A bar across the screen: header and footer.
  case bar
  /// A field that can be typed into.
  case field
  /// A passage that matches a filter or search.
  case match
}
