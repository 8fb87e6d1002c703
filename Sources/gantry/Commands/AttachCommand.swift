import Addresses
import ArgumentParser
import Planning
import Topology

/// `gantry attach`
struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Connect a container or a namespace to a network, or put a container into another mode.",
    discussion: """
      A container of an engine (Docker, Podman) is connected to that engine's own networks by the engine, running or \
      not. Everything else is a cable of gantry's: a veth pair from the network's bridge into the namespace, an address, \
      a default route if it has none yet and the network is not internal. That needs no engine and no restart, and works \
      for every namespace there is: Docker's, Podman's, LXC's, a named one, a process's. An engine does not learn of such \
      a cable into its network; so that it does not give the same address away, it gets the highest free one.

      --mode puts a container of an engine into one of the four modes: bridge (the engine's default network), host, none, \
      container:X (the namespace of X). Between bridge and none that is done while it runs. To and from host and \
      container:X engines refuse it; then --recreate makes the container again: it is stopped, another one is made of what \
      it was made by, takes its name, is started and watched, and then the old one is removed; if anything fails, or the new one \
      ends, restarts or turns unhealthy meanwhile, the old one comes back. It is watched for 5 s, or with a health check \
      until its first result, but not longer than start period, interval and timeout together or 60 s; --settle chooses \
      another time. What it has written outside of volumes is lost, unless --commit keeps it in an image. Containers that \
      share its namespace are made again too.

      --mode none takes away every connection that gantry made. --mode host and --mode container:X start a container of \
      gantry's own ("gantry run") again in that namespace; for a process of somebody else's that cannot be done.

      \(ChangeOptions.help)

      Examples:
        sudo gantry attach web --network lab
        sudo gantry attach web --network lab --ip 10.9.0.7 --interface eth5
        sudo gantry attach namespace:test --network lab --dry-run
        sudo gantry attach web --mode none
        sudo gantry attach web --mode host --recreate --commit
        sudo gantry attach web --mode container:db --recreate
        sudo gantry attach box --mode container:web
      """)

  @Argument(help: "The container or namespace.")
  var object: String

  @Option(help: "The network.")
  var network: String?

  @Option(help: "Instead of a network: bridge, host, none or container:NAME.")
  var mode: ModeArgument?

  @Option(
    help: "Its address; a free one by default.", transform: { try parsed($0, "address") { IPAddress($0) } })
  var ip: IPAddress?

  @Option(help: "The interface's name; the lowest free ethN by default.")
  var interface: String?

  @Flag(help: "Make the container again where its engine refuses otherwise.")
  var recreate = false

  @Flag(help: "Keep what it has written in an image, of which it is made again (with --recreate).")
  var commit = false

  @OptionGroup var settling: SettleOptions

  @OptionGroup var change: ChangeOptions

  func validate() throws {
    guard (network == nil) != (mode == nil) else { throw ValidationError("Give --network or --mode.") }
    guard mode == nil || ip == nil && interface == nil else {
      throw ValidationError("--ip and --interface go with --network.")
    }
    guard recreate || !commit else { throw ValidationError("--commit goes with --recreate.") }
  }

  func run() throws {
    try Change(options: change).run { snapshot in
      .attach(
        Attachment(
          try snapshot.subject(named: object), to: try destination(in: snapshot), mayRecreate: recreate,
          keepsWritten: commit, settle: settling.settle))
    }
  }

  private func destination(in snapshot: Snapshot) throws -> Destination {
    if let mode { return try mode.destination(in: snapshot) }
    return .network(try snapshot.network(named: network ?? ""), address: ip, interface: interface)
  }
}

/// `gantry detach`
struct DetachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach",
    abstract: "Take away a connection to a network.",
    discussion: """
      A cable that "gantry attach" made is removed; a container of an engine is taken out of a network of that engine by \
      the engine. Links that somebody else made stay. "gantry undo" brings the connection back as it was: name, addresses, \
      route and hardware address, and the aliases that an engine knows.

      \(ChangeOptions.help)

      Examples:
        sudo gantry detach web lab
        sudo gantry detach web --all --yes
      """)

  @Argument(help: "The container or namespace.")
  var object: String

  @Argument(help: "The network.")
  var network: String?

  @Flag(help: "From every network that it is attached to.")
  var all = false

  @OptionGroup var change: ChangeOptions

  func validate() throws {
    guard (network == nil) == all else { throw ValidationError("Name a network, or give --all.") }
  }

  func run() throws {
    try Change(options: change).run { snapshot in
      .detach(try snapshot.subject(named: object), from: try network.map(snapshot.network(named:)))
    }
  }
}
