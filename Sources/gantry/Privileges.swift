import CLinux
import LinuxSystem

/// Rights that the process has and its user has not.
enum Privileges {
  /// gantry shows and will change things of every user's namespaces, so it must not lend its rights: it does not run
  /// setuid, setgid or with file capabilities, which is what `AT_SECURE` tells (getauxval(3)).
  static func refuseBorrowedOnes() throws {
    guard getauxval(CL_AT_SECURE) != 0 else { return }
    throw CommandFailure(
      "will not run with borrowed rights (setuid, setgid or file capabilities): use \"sudo gantry\"",
      status: ExitStatus.notPermitted)
  }

  /// Makes sure that networks may be changed.
  /// - Parameter what: what somebody wants to do, for people.
  static func requireChangingNetworks(for what: String) throws {
    let missing = try Capabilities.missingForChanges().names
    guard missing.isEmpty else {
      throw CommandFailure(
        "\(what) needs \(missing.joined(separator: ", ")): run it as root (sudo)", status: ExitStatus.notPermitted)
    }
  }
}

extension Capabilities {
  /// What it takes to change networks, and this process has not.
  static func missingForChanges() throws(SystemError) -> Capabilities {
    Capabilities([.netAdmin, .sysAdmin]).subtracting(try effective())
  }
}
