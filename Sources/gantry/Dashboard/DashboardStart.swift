import CursesTerminal
import Dashboard
import Engines
import Glibc
import LinuxSystem
import Observation

/// Runs the dashboard until the user leaves it, and says how the process is to end.
/// - Parameter readOnly: nothing may be changed.
/// - Throws: a ``CommandFailure`` where there is no terminal to run it on, or it cannot observe.
func runDashboard(_ options: OutputOptions, readOnly: Bool) throws -> CInt {
  // Before any thread starts: all of them inherit the mask, and the signals reach the loop.
  let signals = try SignalDescriptor(DashboardLoop.signalNumbers)
  let observer = try Observer()
  try observer.start()
  let engines = EngineMonitor(.here, onReading: observer.deliver)
  defer { engines.stop() }
  let terminal = try CursesTerminal(options: options.terminal)
  defer { terminal.close() }
  var loop = try DashboardLoop(
    terminal: terminal, observer: observer, changes: try ChangeWorker(),
    permission: readOnly ? .readOnly : try Permission.here(), signals: signals)
  let status = try loop.run()
  terminal.close()
  if let words = loop.lastWords { StandardError.write("gantry: \(words)") }
  return status
}

extension Permission {
  /// By this process's own rights.
  fileprivate static func here() throws -> Permission {
    let missing = try Capabilities.missingForChanges().names
    return missing.isEmpty
      ? .granted : .lacking("changing networks needs \(missing.joined(separator: ", ")): sudo gantry")
  }
}

extension OutputOptions {
  /// What the options mean for a terminal.
  fileprivate var terminal: TerminalOptions {
    let color: ColorPolicy =
      switch self.color {
      case .never: .never
      case .auto: .auto
      case .always: .always
      }
    return TerminalOptions(color: color, noColor: getenv("NO_COLOR").map { $0.pointee != 0 } ?? false, asciiOnly: ascii)
  }
}
