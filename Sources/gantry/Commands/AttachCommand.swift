import Addresses
import ArgumentParser
import Planning
import Topology

/// `gantry attach`
struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Connect a running container or a namespace to a network, or in another mode.",
    discussion: """
      A veth pair from the network's bridge into the namespace, an address, a default route if it has none yet and \
      the network is not internal. It needs no engine and no restart, and works for every namespace there is: \
      Docker's, Podman's, LXC's, a named one, a process's. An engine does not learn of a connection to its network; so \
      that it does not give the same address away, such a connection gets the highest free one.

      --mode none takes away every connection that gantry made. --mode host and --mode container:X start a container of \
      gantry's own ("gantry run") again in that namespace; for a process of somebody else's that cannot be done.

      \(ChangeOptions.help)

      Examples:
        sudo gantry attach web --network lab
        sudo gantry attach web --network lab --ip 10.9.0.7 --interface eth5
        sudo gantry attach namespace:test --network lab --dry-run
        sudo gantry attach box --mode container:web
      """)

  @Argument(help: "The container or namespace.")
  var object: String

  @Option(help: "The network.")
  var network: String?

  @Option(help: "bridge, host, none or container:X.")
  var mode: String?

  @Option(
    help: "Its address; the lowest free one by default.", transform: { try parsed($0, "address") { IPAddress($0) } })
  var ip: IPAddress?

  @Option(help: "The interface's name; the lowest free ethN by default.")
  var interface: String?

  @OptionGroup var change: ChangeOptions

  func validate() throws {
    guard (network == nil) != (mode == nil) else { throw ValidationError("Name a network or a mode.") }
    guard mode == nil || (ip == nil && interface == nil) else {
      throw ValidationError("--ip and --interface belong to a network: name it with --network.")
    }
  }

  func run() throws {
    try Change(options: change).run { snapshot in
      .attach(Attachment(try snapshot.subject(named: object), to: try destination(in: snapshot)))
    }
  }

  private func destination(in snapshot: Snapshot) throws -> Destination {
    if let network { return .network(try snapshot.network(named: network), address: ip, interface: interface) }
    return try snapshot.destination(mode: mode ?? "bridge")
  }
}

/// `gantry detach`
struct DetachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach",
    abstract: "Take away a connection that \"gantry attach\" made.",
    discussion: """
      Links that an engine or somebody else made stay. "gantry undo" brings the connection back as it was made: its \
      name, addresses, route and hardware address.

      \(ChangeOptions.help)

      Examples:
        sudo gantry detach web lab
        sudo gantry detach web --all --yes
      """)

  @Argument(help: "The container or namespace.")
  var object: String

  @Argument(help: "The network.")
  var network: String?

  @Flag(help: "From every network that it was attached to.")
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
