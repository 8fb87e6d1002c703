import ArgumentParser
import Glibc

/// `gantry demo`
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Start a live lab on a host of its own, with the dashboard on top.",
    discussion: """
      Two networks, containers in all four modes, IPv4 and IPv6, traffic flowing, one broken cable. The lab has network, \
      mount and process namespaces of its own: nothing of this machine is touched or seen, everything in it can be tried \
      (attach, detach, undo), and it ends with the dashboard, also when that is killed.

      It needs root, the program unshare of util-linux, and nft where members of networks are to reach the outside.

      Examples:
        sudo gantry demo
        sudo gantry demo --ascii --color never
      """)

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard StandardOutput.isTerminal, isatty(STDIN_FILENO) == 1 else {
      throw CommandFailure("the demo is a dashboard, and that needs a terminal", status: ExitStatus.usage)
    }
    try Privileges.requireChangingNetworks(for: "a lab")
    try DemoHost.enter(["demo-host"] + output.arguments)
  }
}

/// `gantry demo-host`: the first process of the lab, which `gantry demo` starts.
struct DemoHostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-host", abstract: "The lab of \"gantry demo\", from inside.", shouldDisplay: false)

  @OptionGroup var output: OutputOptions

  func run() throws {
    try DemoHost.prepare()
    StandardError.write("gantry: building the lab …\n")
    try DemoLab().build()
    throw ExitCode(try DemoHost.runDashboard(output.arguments))
  }
}

extension OutputOptions {
  /// The same options as a command line has them.
  var arguments: [String] { ["--color", color.rawValue] + (ascii ? ["--ascii"] : []) }
}
