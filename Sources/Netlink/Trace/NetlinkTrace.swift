import Glibc
import LinuxSystem
import Synchronization
import SystemPackage

/// Writes what goes over the wire, in readable form, to the file that `GANTRY_NLDEBUG` names.
///
/// Each datagram begins with a line of its own: seconds since boot, `>` sent or `<` received, and the number of the
/// namespace that it tells of.
final class NetlinkTrace: Sendable {
  /// `nil` unless the environment asked for it when the program made its first connection.
  static let shared: NetlinkTrace? = {
    guard let path = getenv("GANTRY_NLDEBUG"), path.pointee != 0 else { return nil }
    do {
      return try NetlinkTrace(path: String(cString: path))
    } catch {
      let line = Array("GANTRY_NLDEBUG: \(error)\n".utf8)
      _ = try? syscall { Glibc.write(STDERR_FILENO, line, line.count) }
      return nil
    }
  }()

  private let file: Mutex<OwnedDescriptor>

  /// Appends to a file that only its owner may read: messages tell of the whole machine's network.
  init(path: String) throws(SystemError) {
    file = Mutex(
      OwnedDescriptor(
        owning: try syscall("open", on: path) { open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }))
  }

  func sent(_ request: [UInt8]) { write(">", "", request.span.bytes) }

  func received(_ bytes: RawSpan, _ datagram: Datagram) {
    write("<", datagram.namespaceID.map { " nsid=\($0)" } ?? "", bytes)
  }

  private func write(_ direction: String, _ detail: String, _ bytes: RawSpan) {
    var description = MessageDescription()
    var messages = NetlinkMessages(bytes)
    while let message = messages.next() { description.append(message) }
    let rest = messages.isAtEnd ? "" : "malformed: what follows is no message\n"
    let now = SystemClock.sinceBoot() / 1000
    let fraction = String(1_000_000 + now % 1_000_000).dropFirst()
    let text = Array("\(now / 1_000_000).\(fraction) \(direction)\(detail)\n\(description.text)\(rest)".utf8)
    file.withLock { file in
      let number = file.rawValue
      // A full disk must not keep the program from its work: the trace then ends early.
      _ = try? syscall { Glibc.write(number, text, text.count) }
    }
  }
}
