public import Screen
public import Topology

/// What happens to the dashboard.
public enum Message: Sendable {
  /// Something came from the terminal, aimed at what was on the screen: a click means what is drawn there.
  case input(InputEvent, on: Drawing?)
  /// There is a new picture of the host, and what is different in it from the one this dashboard was sent before. The
  /// changes may be empty: then only counters moved, and rows, findings and their order are kept.
  case observed(Snapshot, changes: [Change])
  /// Time has passed.
  case tick
  /// The clock on the wall has another offset from UTC: that of the start, or of summer and winter.
  case zone(ZoneOffset)
  /// An effect could not be carried out, and why.
  case failed(Effect, String)
  /// There is something about the surroundings that the user should know, such as a terminal that had to be guessed.
  case noticed(String)
  /// The process is to end, by the signal with this name: what is being changed is rolled back first.
  case stopping(String)
  /// What gantry has written down about its changes is this now.
  case ledger(Ledger)
  /// Something became of the request with this number.
  case change(ChangeNews, of: Int)
}
