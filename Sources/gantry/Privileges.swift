import CLinux

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
}
