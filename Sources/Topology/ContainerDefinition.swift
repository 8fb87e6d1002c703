extension Container {
  /// What a container was made by, as its engine says, as far as its network and its being made again concern it.
  public struct Definition: Hashable, Sendable {
    /// The image's id, whole; nil where no engine told it.
    public var imageID: String?
    /// True where the image's name stands for another image by now, or for none.
    public var isImageNameGone = false
    /// `Config.Hostname`, unless it was made of the id.
    public var hostname: String?
    /// `Config.Domainname`.
    public var domainname: String?
    /// Name servers, search domains and options of the resolver.
    public var dns: [String] = []
    /// `HostConfig.ExtraHosts`: `name:address`.
    public var extraHosts: [String] = []
    /// Ports that are exposed without being published: `80/tcp`, sorted.
    public var exposedPorts: [String] = []
    /// `HostConfig.PortBindings`, sorted; the port on the host is nil where the engine chooses one at each start.
    public var publishedPorts: [PublishedPort] = []
    /// `HostConfig.PublishAllPorts`: every exposed port gets one that the engine chooses at each start.
    public var publishesAllPorts = false
    /// Links to others of the default network (`--link`).
    public var links: [ContainerLink] = []
    /// Links in other networks, by the networks' names: `db:dbalias`.
    public var networkLinks: [String: [String]] = [:]
    /// The hardware address that it was made with; nil where its engine chose one.
    public var mac: String?
    /// `HostConfig.PidMode`, where it names another container: its id.
    public var pidOwner: String?
    /// `HostConfig.IpcMode`, where it names another container: its id.
    public var ipcOwner: String?
    /// `HostConfig.VolumesFrom`: names or ids of containers, without their modes.
    public var volumesFrom: [String] = []
    /// `HostConfig.Sysctls` of the network, sorted: `net.ipv4.ip_forward=1`.
    public var networkSysctls: [String] = []
    /// Seconds that it is given to end; nil where the engine's own default (10) holds.
    public var stopTimeout: Int?
    /// How its engine finds out whether it works; nil where it does not.
    public var health: HealthCheck?
    /// The pod that it is a member of (Podman).
    public var pod: String?

    /// A container of which nothing was chosen.
    public init() {}
  }

  /// One `--link`: another container, and the name by which this one finds it.
  public struct ContainerLink: Hashable, Sendable {
    /// The other container's name.
    public var target: String
    /// The name by which it is found.
    public var alias: String

    /// A link.
    public init(target: String, alias: String) {
      self.target = target
      self.alias = alias
    }
  }

  /// The times of a health check, in nanoseconds.
  public struct HealthCheck: Hashable, Sendable {
    /// Between two checks, and before the first one.
    public var interval: Int64
    /// How long one may take.
    public var timeout: Int64
    /// How long failures do not count after the start.
    public var startPeriod: Int64

    /// A health check.
    public init(interval: Int64, timeout: Int64, startPeriod: Int64) {
      self.interval = interval
      self.timeout = timeout
      self.startPeriod = startPeriod
    }
  }
}
