public import Addresses

/// A container's connection to one network: kernel facts, and the engine's word beside them.
public struct Endpoint: Hashable, Sendable {
  /// The engine's id of the network; nil where no engine knows it.
  public var networkID: String?
  /// The network's name; nil where no engine knows it.
  public var network: String?
  /// The network's driver; nil where no engine knows it.
  public var driver: String?
  /// The link inside the container; nil while it does not run or could not be matched.
  public var link: LinkReference?
  /// The other end of its cable.
  public var hostLink: LinkReference?
  /// The bridge the other end is plugged into.
  public var bridge: LinkReference?
  /// Hardware address of the link inside.
  public var mac: MACAddress?
  /// Addresses of the link inside, as the kernel has them; no link-local ones.
  public var addresses: [IPPrefix]
  /// Default gateways through that link, as the kernel has them.
  public var gateways: [Gateway]
  /// What the engine says; nil where no engine knows the endpoint.
  public var configured: Configured?
  /// Names by which the network's members find it beside its own, as somebody gave them.
  public var aliases: [String]

  /// An endpoint.
  public init(
    networkID: String? = nil, network: String? = nil, driver: String? = nil, link: LinkReference? = nil,
    hostLink: LinkReference? = nil, bridge: LinkReference? = nil, mac: MACAddress? = nil, addresses: [IPPrefix] = [],
    gateways: [Gateway] = [], configured: Configured? = nil, aliases: [String] = []
  ) {
    self.networkID = networkID
    self.network = network
    self.driver = driver
    self.link = link
    self.hostLink = hostLink
    self.bridge = bridge
    self.mac = mac
    self.addresses = addresses
    self.gateways = gateways
    self.configured = configured
    self.aliases = aliases
  }

  /// The engine's configuration of an endpoint, which need not be what the kernel does.
  public struct Configured: Hashable, Sendable {
    /// `IPAddress`/`IPPrefixLen` and `GlobalIPv6Address`/`GlobalIPv6PrefixLen`.
    public var addresses: [IPPrefix]
    /// `Gateway` and `IPv6Gateway`.
    public var gateways: [IPAddress]
    /// `MacAddress`.
    public var mac: MACAddress?

    /// Addresses that the user asked for (`IPAMConfig`), whether or not the container runs; the rest are the engine's
    /// choice. Podman does not say it.
    public var chosen: [IPAddress]

    /// An engine's configuration.
    public init(
      addresses: [IPPrefix] = [], gateways: [IPAddress] = [], mac: MACAddress? = nil, chosen: [IPAddress] = []
    ) {
      self.addresses = addresses
      self.gateways = gateways
      self.mac = mac
      self.chosen = chosen
    }
  }
}
