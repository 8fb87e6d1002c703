import Addresses
import ArgumentParser
import Execution
import LinuxSystem
import Planning
import Screen
import Topology

/// `gantry run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a container: a program of this host without an engine, or an engine's image.",
    discussion: """
      A process with a network, mounts, a host name and process ids of its own: its namespace is one of "ip netns", \
      and it has its own /etc/hosts and /etc/resolv.conf. Files and users are the host's: it is no security boundary. \
      It does not outlive a restart of the machine. Without a command a process only holds the namespace.

      Modes: bridge (own namespace, connected to a network), none (own namespace, lo only), host (the host's own \
      stack), container:X (the namespace of X, which must run). --network NAME is bridge mode in that network; --mode \
      bridge takes the only native network there is; without either it is none.

      In the background (-d, the default) it has no terminal, and what it writes is thrown away. With -it it has \
      yours: gantry waits for its end and ends with its status, or with 125 where gantry itself failed. A container \
      that has ended stays listed until "gantry rm".

      With --engine docker or podman that engine runs it, from an image that is there already, in the background.

      \(ChangeOptions.help)

      Examples:
        sudo gantry run --name web --network lab -- busybox httpd -f -p 80
        sudo gantry run --mode none -it -- bash
        sudo gantry run --name probe --mode container:web
        sudo gantry run --network lab --ip 10.9.0.7 --dry-run
        sudo gantry run --engine docker --image nginx --name web --network appnet
      """)

  @Option(help: "What it is called; c1, c2, … by default.")
  var name: String?

  @Option(help: "The network that it is connected to.")
  var network: String?

  @Option(help: "bridge, host, none or container:NAME.")
  var mode: ModeArgument?

  @Option(
    help: "Its address in the network; a free one by default.",
    transform: { try parsed($0, "address") { IPAddress($0) } })
  var ip: IPAddress?

  @Option(help: "Who runs it: native (gantry itself), docker, podman.")
  var engine = Registry.engine

  @Option(help: "The image; with an engine only.")
  var image: String?

  @Flag(name: [.customShort("d"), .long], help: "In the background; the default.")
  var detach = false

  @Flag(name: [.customLong("it", withSingleDash: true)], help: "On this terminal, until it ends.")
  var interactive = false

  @OptionGroup var change: ChangeOptions

  @Argument(parsing: .postTerminator, help: "Program and arguments, after --.")
  var command: [String] = []

  func validate() throws {
    guard network == nil || mode == nil else {
      throw ValidationError("--network is a mode already: leave --mode out.")
    }
    guard ip == nil || network != nil else {
      throw ValidationError("An address is one in a network: --ip needs --network.")
    }
    guard !(detach && interactive) else { throw ValidationError("-d and -it exclude each other.") }
    guard !interactive || !command.isEmpty else { throw ValidationError("-it needs a command, after --.") }
  }

  func run() throws {
    guard interactive else { return try start() }
    try ownFailures { try start() }
    guard !change.dryRun else { return }
    throw ExitCode(try ownFailures { try waitForEnd() })
  }

  private func start() throws {
    try Change(options: change, outputIsChilds: interactive).run { snapshot in
      .run(
        NewContainer(
          name: name ?? snapshot.freeContainerName, engine: engine, image: image,
          destination: try destination(in: snapshot), command: command,
          isDetached: !interactive))
    }
  }

  /// It is the only child of this process; it may have ended already.
  private func waitForEnd() throws -> Int32 {
    StopSignals.shared.leaveToChild()
    return try SpawnThread.waitInteractively(for: -1)
  }

  private func destination(in snapshot: Snapshot) throws -> Destination {
    if let network { return .network(try snapshot.network(named: network), address: ip) }
    return try (mode ?? ModeArgument.none).destination(in: snapshot)
  }
}

/// `gantry rm`
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove a container that \"gantry run\" made.",
    discussion: """
      Its processes are killed, its namespace and its connections go. "gantry undo" starts it anew, under the same \
      name and with the same addresses.

      \(ChangeOptions.help)

      Examples:
        sudo gantry rm web
        sudo gantry rm web --yes
      """)

  @Argument(help: "The container.")
  var container: String

  @OptionGroup var change: ChangeOptions

  func run() throws {
    try Change(options: change).run { .removeContainer(try $0.container(named: container)) }
  }
}

extension Snapshot {
  /// The first of c1, c2, … that neither a container nor a namespace has.
  fileprivate var freeContainerName: String {
    let taken = Set(containers.map(\.name) + namespaces.flatMap(\.names))
    var number = 1
    while taken.contains("c\(number)") { number += 1 }
    return "c\(number)"
  }
}
