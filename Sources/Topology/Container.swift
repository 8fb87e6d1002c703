public import Addresses

/// What tells one container from another: `docker:<id>`, `podman:<id>`, `kubernetes:<id>`, `lxc:<name>`, …
public struct ContainerKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The engine, a colon, the engine's id.
  public let description: String

  /// The container that `engine` knows as `id`.
  public init(engine: String, id: String) { description = "\(engine):\(id)" }

  /// By text.
  public static func < (left: ContainerKey, right: ContainerKey) -> Bool { left.description < right.description }
}

/// A container: what its engine says of it beside what the kernel shows.
public struct Container: Hashable, Sendable {
  /// Life of a container, in Docker's words.
  public enum State: String, Hashable, Sendable {
    case created, running, paused, restarting, removing, exited, dead, unknown
  }

  /// How a container is connected, read from the kernel.
  public enum Mode: Hashable, Sendable {
    /// Own namespace, wired to a network.
    case bridge
    /// The namespace of its engine's host.
    case host
    /// Own namespace with `lo` only.
    case none
    /// The namespace of another container.
    case container(ContainerKey)
    /// Own namespace, wired in another way (macvlan, ipvlan, a moved link, …).
    case other
    /// Not running, or not readable.
    case unknown
  }

  /// What tells it from others.
  public var key: ContainerKey
  /// The engine's id, whole.
  public var id: String
  /// Its name, without Docker's leading slash.
  public var name: String
  /// Who runs it: `docker`, `podman`, `containerd`, `cri-o`, `kubernetes`, `lxc`, `nspawn`.
  public var engine: String
  /// The image's name; nil where no API told it.
  public var image: String?
  /// Where it is in its life.
  public var state: State
  /// Its first process in gantry's pid namespace; nil while it does not run.
  public var pid: Int32?
  /// Where it lives; nil while it does not run.
  public var namespace: NamespaceID?
  /// How it is connected, by the kernel.
  public var mode: Mode
  /// How its engine says it is connected: the raw `HostConfig.NetworkMode`; nil without an API.
  public var configuredMode: String?
  /// Its connections to networks, in the order of its links.
  public var endpoints: [Endpoint]
  /// Ports published on the host, as the engine says.
  public var ports: [PublishedPort]
  /// The engine's labels, sorted by name.
  public var labels: [Label]
  /// Its engine removes it as soon as it stops (`--rm`, `HostConfig.AutoRemove`).
  public var removesItself: Bool
  /// Where it keeps what is in volumes without a name of their own, sorted.
  public var anonymousVolumes: [String]
  /// What it was made by.
  public var definition: Definition {
    get { sharedDefinition.value }
    set { sharedDefinition.value = newValue }
  }
  /// It hardly ever changes, and copies of a snapshot share it.
  private var sharedDefinition: Shared<Definition>

  /// A container.
  public init(
    key: ContainerKey, id: String, name: String, engine: String, image: String? = nil, state: State = .running,
    pid: Int32? = nil, namespace: NamespaceID? = nil, mode: Mode = .unknown, configuredMode: String? = nil,
    endpoints: [Endpoint] = [], ports: [PublishedPort] = [], labels: [Label] = [], removesItself: Bool = false,
    anonymousVolumes: [String] = [], definition: Definition = Definition()
  ) {
    self.key = key
    self.id = id
    self.name = name
    self.engine = engine
    self.image = image
    self.state = state
    self.pid = pid
    self.namespace = namespace
    self.mode = mode
    self.configuredMode = configuredMode
    self.endpoints = endpoints
    self.ports = ports
    self.labels = labels
    self.removesItself = removesItself
    self.anonymousVolumes = anonymousVolumes
    sharedDefinition = Shared(definition)
  }

  /// One label of a container.
  public struct Label: Hashable, Sendable {
    /// The label's name.
    public var name: String
    /// The label's value.
    public var value: String

    /// A label.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A port of the container that its engine published on the host.
  public struct PublishedPort: Hashable, Sendable {
    /// `tcp`, `udp` or `sctp`.
    public var transport: String
    /// Port inside the container.
    public var containerPort: UInt16
    /// Address and port on the host; nil where it is only exposed.
    public var hostAddress: IPAddress?
    /// Port on the host; nil where it is only exposed.
    public var hostPort: UInt16?

    /// A published port.
    public init(transport: String, containerPort: UInt16, hostAddress: IPAddress? = nil, hostPort: UInt16? = nil) {
      self.transport = transport
      self.containerPort = containerPort
      self.hostAddress = hostAddress
      self.hostPort = hostPort
    }
  }
}
