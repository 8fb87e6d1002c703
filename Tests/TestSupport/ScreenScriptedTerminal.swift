package import Screen

/// A terminal without a device: it keeps what it was shown and says what it was told to say.
package final class ScriptedTerminal: Terminal {
  /// The size it has now; a test changes it to resize the terminal.
  package var size: Size
  /// What it is able to do.
  package var capabilities: TerminalCapabilities
  /// All frames it was shown, in order.
  package private(set) var frames: [Frame] = []
  private var script: [InputEvent]

  /// A terminal on which `script` will be typed.
  package init(
    size: Size = Size(columns: 80, rows: 24),
    capabilities: TerminalCapabilities = TerminalCapabilities(colors: .extended, repertoire: .unicode, hasMouse: true),
    script: [InputEvent] = []
  ) {
    self.size = size
    self.capabilities = capabilities
    self.script = script
  }

  /// The frame that can be seen.
  package var frame: Frame? { frames.last }

  /// Keeps a frame.
  package func present(_ frame: Frame) {
    frames.append(frame)
  }

  /// The next event of the script; a resize also takes effect.
  package func nextEvent() -> InputEvent? {
    guard !script.isEmpty else { return nil }
    let event = script.removeFirst()
    if case .resize(let size) = event { self.size = size }
    return event
  }

  /// Adds events to the end of the script.
  package func type(_ events: InputEvent...) {
    script += events
  }
}
