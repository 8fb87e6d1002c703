public import Addresses

/// What tells one network from another: `docker:<id>`, or `bridge:<namespace>/<index>` for a bridge that no engine knows.
public struct NetworkKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The text.
  public let description: String

  /// The network that `engine` knows as `id`.
  public init(engine: String, id: String) { description = "\(engine):\(id)" }

  /// A bridge that no engine knows.
  public init(bridge: LinkID) { description = "bridge:\(bridge.namespace)/\(bridge.index)" }

  /// By text.
  public static func < (left: NetworkKey, right: NetworkKey) -> Bool { left.description < right.description }
}

/// A container network: an engine's, joined with its kernel bridge, or a bridge that no engine knows.
public struct Network: Hashable, Sendable {
  /// What tells it from others.
  public var key: NetworkKey
  /// The engine's id; nil for a bridge that no engine knows.
  public var id: String?
  /// Its name, or the bridge's.
  public var name: String
  /// Who made it; nil for a bridge that no engine knows.
  public var engine: String?
  /// `bridge`, `macvlan`, `ipvlan`, `overlay`, `host`, `null`, …
  public var driver: String
  /// No way out.
  public var isInternal: Bool
  /// Its bridge, in whichever namespace it is.
  public var bridge: LinkReference?
  /// The name that its bridge is to have in the engine's namespace; nil for drivers without one, and without an engine.
  public var bridgeName: String?
  /// The namespace in which the engine keeps its bridges; nil where that is not known.
  public var home: NamespaceID?
  /// The engine translates what leaves it (`com.docker.network.bridge.enable_ip_masquerade`).
  public var isTranslated: Bool
  /// Its subnets.
  public var subnets: [Subnet]
  /// Its members, sorted.
  public var containers: [ContainerKey]
  /// The engine's labels, sorted by name.
  public var labels: [Container.Label]

  /// A network.
  public init(
    key: NetworkKey, id: String? = nil, name: String, engine: String? = nil, driver: String, isInternal: Bool = false,
    bridge: LinkReference? = nil, bridgeName: String? = nil, home: NamespaceID? = nil, isTranslated: Bool = true,
    subnets: [Subnet] = [], containers: [ContainerKey] = [],
    labels: [Container.Label] = []
  ) {
    self.key = key
    self.id = id
    self.name = name
    self.engine = engine
    self.driver = driver
    self.isInternal = isInternal
    self.bridge = bridge
    self.bridgeName = bridgeName
    self.home = home
    self.isTranslated = isTranslated
    self.subnets = subnets
    self.containers = containers
    self.labels = labels
  }

  /// A subnet with its gateway.
  public struct Subnet: Hashable, Sendable {
    /// The network part.
    public var prefix: IPPrefix
    /// The gateway, as the engine says or as the bridge has it.
    public var gateway: IPAddress?
    /// The part of it from which the engine takes addresses (`IPRange`); all of it where it is nil.
    public var range: IPPrefix?
    /// Addresses that the engine gives to no container (`AuxiliaryAddresses`), sorted.
    public var reserved: [IPAddress]

    /// A subnet.
    public init(prefix: IPPrefix, gateway: IPAddress? = nil, range: IPPrefix? = nil, reserved: [IPAddress] = []) {
      self.prefix = prefix
      self.gateway = gateway
      self.range = range
      self.reserved = reserved
    }
  }
}
