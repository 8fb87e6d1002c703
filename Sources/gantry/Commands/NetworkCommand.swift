import Addresses
import ArgumentParser
import Planning
import Topology

/// `gantry network`
struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Make or remove a container network.",
    discussion: """
      Examples:
        sudo gantry network create lab --dry-run
        sudo gantry network create lab --subnet 10.9.0.0/24
        sudo gantry network create appnet --engine docker
        sudo gantry network rm lab
      """,
    subcommands: [NetworkCreateCommand.self, NetworkRemoveCommand.self])
}

/// `gantry network create`
struct NetworkCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a network: a bridge with an address for its subnet's gateway.",
    discussion: """
      Without an engine ("native"): a bridge of the host with the gateways' addresses, and what Docker would set up for \
      it too: forwarding, and in the nftables table "gantry" chains of its own by which members get out under the \
      host's address (NAT), are not reached from outside, and are parted from other networks. Where somebody's \
      FORWARD chain drops what it does not know, as Docker's does, it gets rules there. It needs nft(8).

      What is not given is chosen: the next subnet of 172.17.0.0–172.31.0.0 (/16) and 192.168.0.0/16 (/20) that no \
      route and no network uses, with --ipv6 a random unique local /64 too, the first address of each as the gateway, \
      the MTU of the link with the default route, the bridge br-NAME. A bridge that is there already is used with \
      --bridge, and stays when the network goes. A native network does not outlive a restart of the machine.

      With --engine docker or podman that engine makes it, of its bridge driver, with NAT; the subnet is chosen here all \
      the same, so that containers can have addresses of their choice in it.

      \(ChangeOptions.help)

      Examples:
        sudo gantry network create lab
        sudo gantry network create lab --subnet 10.9.0.0/24 --gateway 10.9.0.254 --mtu 1400
        sudo gantry network create lab --bridge br0
        sudo gantry network create lab --ipv6 --isolate-ports
        sudo gantry network create lab --subnet 10.9.0.0/24 --subnet fd00:9::/64
        sudo gantry network create lab --internal --dry-run

      What was made is kept in /run/gantry, or in the directory that GANTRY_STATE_DIR names.
      """)

  @Argument(help: "What it is called: letters, digits, _ . and -.")
  var name: String

  @Option(
    help: "A subnet, such as 10.9.0.0/24 or fd00:9::/64; at most one of each family.",
    transform: { try parsed($0, "subnet") { IPPrefix($0) } })
  var subnet: [IPPrefix] = []

  @Option(
    help: "The bridge's address in a subnet; at most one in each.",
    transform: { try parsed($0, "address") { IPAddress($0) } })
  var gateway: [IPAddress] = []

  @Flag(name: .customLong("ipv6"), help: "Give it an IPv6 subnet too.")
  var hasIPv6 = false

  @Option(help: "The largest packet in bytes.")
  var mtu: UInt32?

  @Flag(help: "Nothing gets out of it or in.")
  var `internal` = false

  @Flag(help: "Members reach the host and what is behind it, but not each other.")
  var isolatePorts = false

  @Option(help: "The bridge: a new name, or one that is there.")
  var bridge: String?

  @Option(help: "Who makes it: native (gantry itself), docker, podman.")
  var engine = Registry.engine

  @OptionGroup var change: ChangeOptions

  func run() throws {
    try Change(options: change).run { _ in
      .createNetwork(
        NewNetwork(
          name: name, engine: engine, subnets: subnet, gateways: gateway, hasIPv6: hasIPv6, mtu: mtu,
          isInternal: `internal`, isolatesPorts: isolatePorts, bridge: bridge))
    }
  }
}

/// `gantry network rm`
struct NetworkRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove a network that gantry or an engine made.",
    discussion: """
      It must have no endpoints. A bridge that was there before a native network stays. "gantry undo" makes an engine's \
      network again as it was; it gets a new id.

      \(ChangeOptions.help)

      Examples:
        sudo gantry network rm lab
        sudo gantry network rm lab --yes
      """)

  @Argument(help: "The network.")
  var network: String

  @OptionGroup var change: ChangeOptions

  func run() throws {
    try Change(options: change).run { .removeNetwork(try $0.network(named: network)) }
  }
}

/// A value of the command line.
func parsed<Value>(_ text: String, _ what: String, _ parse: (String) -> Value?) throws -> Value {
  guard let value = parse(text) else { throw ValidationError("\"\(text)\" is no \(what)") }
  return value
}

extension Snapshot {
  /// The network that a user named.
  func network(named name: String) throws -> NetworkKey {
    guard case .network(let key) = try object(named: "network:\(name.dropPrefix("network:"))") else {
      throw CommandFailure("\"\(name)\" is no network")
    }
    return key
  }

  /// The container that a user named; one that has ended may have left a namespace with its name.
  func container(named name: String) throws -> ContainerKey {
    guard case .container(let key) = try object(named: "container:\(name.dropPrefix("container:"))") else {
      throw CommandFailure("\"\(name)\" is no container")
    }
    return key
  }

  /// The container or namespace that a user named.
  func subject(named name: String) throws -> Subject {
    switch try object(named: name) {
    case .namespace(let id): return .namespace(id)
    case .container(let key): return .container(key)
    case let other: throw CommandFailure("\(title(of: other)) is neither a container nor a namespace")
    }
  }
}

extension String {
  fileprivate func dropPrefix(_ prefix: String) -> Substring { hasPrefix(prefix) ? dropFirst(prefix.count) : self[...] }
}
