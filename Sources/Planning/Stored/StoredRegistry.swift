import Addresses

/// A range of addresses, and its gateway, as the state directory has it.
struct StoredSubnet: Hashable, Sendable, Codable {
  var prefix: IPPrefix
  var gateway: IPAddress

  init(_ subnet: NativeNetwork.Subnet) { (prefix, gateway) = (subnet.prefix, subnet.gateway) }

  var restored: NativeNetwork.Subnet { NativeNetwork.Subnet(prefix: prefix, gateway: gateway) }
}

/// A network of gantry's own as the state directory has it.
public struct StoredNetwork: Hashable, Sendable, Codable {
  var number: UInt64
  var name: String
  var bridge: StoredLink
  var subnets: [StoredSubnet]
  var isInternal: Bool
  var isolatesPorts: Bool
  var making: [StoredAction]

  /// A network to be written.
  public init(_ network: NativeNetwork) {
    number = network.number
    name = network.name
    bridge = StoredLink(network.bridge)
    subnets = network.subnets.map(StoredSubnet.init)
    isInternal = network.isInternal
    isolatesPorts = network.isolatesPorts
    making = network.making.map(StoredAction.init)
  }

  /// The network that was written.
  public func restored() throws -> NativeNetwork {
    NativeNetwork(
      number: number, name: name, bridge: try bridge.restored(), subnets: subnets.map(\.restored),
      isInternal: isInternal, isolatesPorts: isolatesPorts, making: try making.map { try $0.restored() })
  }
}

/// A connection to a network of gantry's own as the state directory has it.
public struct StoredEndpoint: Hashable, Sendable, Codable {
  var number: UInt64
  var network: String
  var bridge: StoredLink
  var near: StoredLink
  var far: StoredLink
  var addresses: [IPPrefix]
  var making: [StoredAction]

  /// A connection to be written.
  public init(_ endpoint: NativeEndpoint) {
    number = endpoint.number
    network = endpoint.network
    bridge = StoredLink(endpoint.bridge)
    near = StoredLink(endpoint.near)
    far = StoredLink(endpoint.far)
    addresses = endpoint.addresses
    making = endpoint.making.map(StoredAction.init)
  }

  /// The connection that was written.
  public func restored() throws -> NativeEndpoint {
    NativeEndpoint(
      number: number, network: network, bridge: try bridge.restored(), near: try near.restored(),
      far: try far.restored(), addresses: addresses, making: try making.map { try $0.restored() })
  }
}

/// A process as the state directory has it.
public struct StoredProcess: Hashable, Sendable, Codable {
  var pid: Int32
  var startTime: UInt64

  /// A process to be written.
  public init(_ process: ProcessIdentity) { (pid, startTime) = (process.pid, process.startTime) }

  /// The process that was written.
  public var restored: ProcessIdentity { ProcessIdentity(pid: pid, startTime: startTime) }
}

/// A container of gantry's own as the state directory has it.
public struct StoredContainer: Hashable, Sendable, Codable {
  var number: UInt64
  var name: String
  var host: UInt64
  var configuredMode: String
  var namespace: StoredNamespace
  var command: [String]
  var process: StoredProcess?
  var making: [StoredAction]

  /// A container to be written.
  public init(_ container: NativeContainer) {
    number = container.number
    name = container.name
    host = container.host
    configuredMode = container.configuredMode
    namespace = StoredNamespace(container.namespace)
    command = container.command
    process = container.process.map(StoredProcess.init)
    making = container.making.map(StoredAction.init)
  }

  /// The container that was written.
  public func restored() throws -> NativeContainer {
    NativeContainer(
      number: number, name: name, host: host, configuredMode: configuredMode, namespace: try namespace.restored(),
      command: command, process: process?.restored, making: try making.map { try $0.restored() })
  }
}
