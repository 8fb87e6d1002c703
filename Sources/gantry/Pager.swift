import Glibc
import LinuxSystem

/// The user's pager (environ(7)) for text that is longer than the screen, chosen as git(1) chooses it: `GANTRY_PAGER`,
/// `PAGER`, else less(1) or more(1). An empty one and `cat` are none.
struct Pager {
  private let program: Program
  private let arguments: [String]

  /// Nil where there is none, or none is wanted.
  init?() {
    let chosen = (getenv("GANTRY_PAGER") ?? getenv("PAGER")).map { String(cString: $0) }
    if let chosen {
      guard !chosen.isEmpty, chosen != "cat", let shell = Program("/bin/sh") else { return nil }
      (program, arguments) = (shell, ["-c", chosen])
    } else {
      guard let program = Program("less") ?? Program("more") else { return nil }
      (self.program, arguments) = (program, [])
    }
  }

  /// Writes text to standard output, through the pager where that is a terminal on which the text has no room.
  static func write(_ text: String) throws {
    guard let rows = StandardOutput.rows, text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= rows,
      let pager = Pager(), try pager.show(text)
    else { return try StandardOutput.write(text) }
  }

  /// - Returns: false where it cannot be started.
  private func show(_ text: String) throws -> Bool {
    // Colours as they are, long lines cut, nothing left to quit where it fits.
    setenv("LESS", "FRSX", 0)
    // Who may look at namespaces as root through sudo(8) may not for that start programs from the pager.
    if geteuid() == 0 { setenv("LESSSECURE", "1", 0) }
    let status = try SpawnThread.runInteractively(program, arguments, input: Array(text.utf8))
    return status != 126 && status != 127
  }
}
