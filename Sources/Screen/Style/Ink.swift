/// What a piece of text means, from which a `Theme` chooses its colour.
public enum Ink: UInt8, Hashable, Sendable, CaseIterable {
  /// Ordinary text.
  case text
  /// Text of less weight: ids, units, hints.
  case muted
  /// Names of panes and pages.
  case title
  /// What the eye should find first: the current tab, the focused border, keys in the footer.
  case accent
  /// A column's heading.
  case heading
  /// All is well: up, running, live.
  case good
  /// Something deserves a look.
  case warning
  /// Something is broken: down, failed, dropped.
  case bad
  /// Lines around panes that don't have the focus.
  case border
  /// Something that can't be done now.
  case disabled
  /// A cable with carrier at both ends.
  case cableUp
  /// A cable with an end that is down.
  case cableDown
  /// A cable of which one end only has carrier or proof.
  case cableHalf
  /// A cable whose other end can't be seen.
  case cableHidden
  /// Traffic received.
  case received
  /// Traffic sent.
  case sent
  /// A row that has just appeared.
  case added
  /// A row that is about to go.
  case removed
}
