extension Plan {
  /// The programs that the commands of plans are made of.
  public static let programs: Set<String> = [
    "ip", "nft", "sysctl", "nsenter", "unshare", "mount", "umount", "touch", "mkdir", "rm", "kill", "sleep", "arping",
    "ndsend", "docker", "podman", "iptables", "ip6tables", "iptables-nft", "ip6tables-nft", "iptables-legacy",
    "ip6tables-legacy", "setsid", "sed", "grep", "xargs",
  ]

  /// The plan for a host that does not have some programs.
  public func lacking(_ programs: Set<String>) -> Plan {
    var copy = self
    copy.missingPrograms = programs
    return copy
  }

  /// What to know of it: its remarks, and the programs whose commands are left out as the host does not have them.
  public var notes: [String] {
    remarks + programsLeftOut.map { "\($0) is not installed here: the commands that need it are not shown" }
  }

  private var programsLeftOut: [String] {
    wholeCommands.compactMap(\.self).reduce(into: Set()) { $0.formUnion(Self.programs(of: $1)) }
      .intersection(missingPrograms).sorted()
  }

  /// The programs that a command starts, as far as plans have them.
  static func programs(of command: String) -> Set<String> {
    let words = command.split(separator: " ").map(String.init)
    return Set(
      words.indices.filter { isStarted($0, of: words) }.map { words[$0] }.filter(programs.contains))
  }

  /// True where a word stands where a program does: first, after an operator or `--`, or after `ip netns exec NAME`.
  private static func isStarted(_ position: Int, of words: [String]) -> Bool {
    guard position > 0 else { return true }
    return ["&&", "||", "|", ";", "{", "--"].contains(words[position - 1])
      || position > 2 && words[position - 2] == "exec" && words[position - 3] == "netns"
  }
}
