import LinuxSystem
import Netlink
import TestSupport

extension LabNamespace {
  /// Runs `ip` commands, one string each.
  func ip(each commands: String...) throws {
    for command in commands {
      try Command("ip", ["-n", name] + command.split(separator: " ").map(String.init))()
    }
  }

  /// What `ip` answers, one string for the whole command.
  func told(_ command: String) throws -> [JSON] {
    let arguments = ["-n", name, "-j", "-d"] + command.split(separator: " ").map(String.init)
    return try JSON(parsing: Command("ip", arguments)()).array.filter { !$0.object.isEmpty }
  }

  /// Does something inside, on a thread of its own.
  func inside<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) throws -> Result {
    let path = path
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: path)) { try job() }
    }
  }

  /// Asks the kernel inside.
  func asking<Result: Sendable>(
    _ job: @escaping @Sendable (inout Rtnetlink) throws -> Result
  ) throws -> Result {
    try inside {
      var kernel = try Rtnetlink()
      return try job(&kernel)
    }
  }
}
