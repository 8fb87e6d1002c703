public import Planning
public import Topology

/// What the dashboard asks of its surroundings.
public enum Effect: Hashable, Sendable {
  /// Give the terminal back and end.
  case quit
  /// Give the terminal to the shell until it is resumed (SIGTSTP).
  case suspend
  /// Send the whole screen again.
  case redraw
  /// Put text into the terminal's clipboard (OSC 52, xterm ctlseqs).
  case copy(String)
  /// Take the mouse, or give it back to the terminal.
  case mouse(Bool)
  /// Find out how something is done; answer by ``Message/change(_:of:)``.
  case plan(ChangeRequest)
  /// Do it, if it is still done in this way, and tell of each step by ``Message/change(_:of:)``.
  case carryOut(ChangeRequest, Plan)
  /// Take what is being done back at its next step.
  case cancel
  /// Give the terminal to a shell in a network namespace until that ends.
  case openShell(NamespaceID)
}
