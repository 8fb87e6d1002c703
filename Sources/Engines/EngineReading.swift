public import Topology

/// What one engine said when it was last asked. Configuration, not kernel fact.
public struct EngineReading: Sendable, Hashable {
  /// `docker` or `podman`: the prefix of its containers' keys. A second engine of the kind is `docker-2`, and so on.
  public var name: String
  /// Path of its socket.
  public var socket: String
  /// How it does, with the age of what follows.
  public var source: Source
  /// Its daemon's pid by `SO_PEERCRED` (unix(7)) in gantry's pid namespace; nil where that is not known.
  public var daemonPid: Int32?
  /// Its containers, running or not.
  public var containers: [EngineContainer]
  /// Its networks.
  public var networks: [EngineNetwork]

  /// What an engine said.
  public init(
    name: String, socket: String, source: Source, daemonPid: Int32? = nil, containers: [EngineContainer] = [],
    networks: [EngineNetwork] = []
  ) {
    self.name = name
    self.socket = socket
    self.source = source
    self.daemonPid = daemonPid
    self.containers = containers
    self.networks = networks
  }
}

/// A container as its engine describes it (Docker Engine API, `GET /containers/{id}/json`).
public struct EngineContainer: Sendable, Hashable {
  /// 64 hexadecimal digits.
  public var id: String
  /// Without the leading slash.
  public var name: String
  /// `Config.Image`.
  public var image: String?
  /// `State.Status`.
  public var state: Container.State
  /// `State.Pid`; nil where the container does not run (the engine says 0).
  public var pid: Int32?
  /// `HostConfig.NetworkMode`, raw: `default`, `bridge`, `host`, `none`, `container:<id>`, or a network's name.
  public var networkMode: String
  /// `NetworkSettings.SandboxKey`: path of the nsfs mount; nil where empty.
  public var sandboxKey: String?
  /// `NetworkSettings.Networks`, sorted by network name.
  public var endpoints: [EngineEndpoint]
  /// Published and exposed ports.
  public var ports: [Container.PublishedPort]
  /// `Config.Labels`, sorted by name.
  public var labels: [Container.Label]
  /// `HostConfig.AutoRemove`.
  public var removesItself: Bool
  /// Destinations of those `Mounts` that are volumes with a name of the engine's making, sorted.
  public var anonymousVolumes: [String]
  /// What it was made by.
  public var definition: Container.Definition

  /// A container as an engine describes it.
  public init(
    id: String, name: String, image: String? = nil, state: Container.State, pid: Int32? = nil, networkMode: String,
    sandboxKey: String? = nil, endpoints: [EngineEndpoint] = [], ports: [Container.PublishedPort] = [],
    labels: [Container.Label] = [], removesItself: Bool = false, anonymousVolumes: [String] = [],
    definition: Container.Definition = Container.Definition()
  ) {
    self.id = id
    self.name = name
    self.image = image
    self.state = state
    self.pid = pid
    self.networkMode = networkMode
    self.sandboxKey = sandboxKey
    self.endpoints = endpoints
    self.ports = ports
    self.labels = labels
    self.removesItself = removesItself
    self.anonymousVolumes = anonymousVolumes
    self.definition = definition
  }
}

/// One entry of a container's `NetworkSettings.Networks`.
public struct EngineEndpoint: Sendable, Hashable {
  /// The network's name.
  public var network: String
  /// `NetworkID`; nil where empty.
  public var networkID: String?
  /// Addresses, gateways and hardware address as the engine says.
  public var configured: Endpoint.Configured
  /// `Aliases`, without the short id that the engine adds by itself.
  public var aliases: [String]

  /// An endpoint as an engine describes it.
  public init(network: String, networkID: String?, configured: Endpoint.Configured, aliases: [String] = []) {
    self.network = network
    self.networkID = networkID
    self.configured = configured
    self.aliases = aliases
  }
}

/// A network as its engine describes it (`GET /networks`).
public struct EngineNetwork: Sendable, Hashable {
  /// The engine's id.
  public var id: String
  /// Its name.
  public var name: String
  /// `bridge`, `host`, `null`, `macvlan`, `ipvlan`, `overlay`, …
  public var driver: String
  /// No way out.
  public var isInternal: Bool
  /// `IPAM.Config`.
  public var subnets: [Network.Subnet]
  /// Name of the kernel bridge: the option `com.docker.network.bridge.name`, else `br-` and the first 12 of the id
  /// (`docker0` for the default network; Podman: `network_interface`); nil for other drivers.
  public var bridge: String?
  /// What leaves it gets the host's address (`com.docker.network.bridge.enable_ip_masquerade`).
  public var isTranslated: Bool
  /// The parent link of macvlan and ipvlan networks (option `parent`).
  public var parent: String?
  /// Its labels, sorted by name.
  public var labels: [Container.Label]

  /// A network as an engine describes it.
  public init(
    id: String, name: String, driver: String, isInternal: Bool = false, subnets: [Network.Subnet] = [],
    bridge: String? = nil, isTranslated: Bool = true, parent: String? = nil, labels: [Container.Label] = []
  ) {
    self.id = id
    self.name = name
    self.driver = driver
    self.isInternal = isInternal
    self.subnets = subnets
    self.bridge = bridge
    self.isTranslated = isTranslated
    self.parent = parent
    self.labels = labels
  }
}
