public import Addresses

/// What a network is to be like.
public struct NewNetwork: Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// Who makes it: an engine's name, or ``Registry/engine``, which is gantry itself.
  public var engine: String
  /// Its address ranges, at most one a family; the next free IPv4 one where there is none.
  public var subnets: [IPPrefix]
  /// The bridge's addresses, each in one of the subnets; the first of a subnet where none is given for it.
  public var gateways: [IPAddress]
  /// It gets an IPv6 subnet too, a free unique local one where none is given (RFC 4193).
  public var hasIPv6: Bool
  /// The largest packet in bytes; that of the link to the outside where it is nil.
  public var mtu: UInt32?
  /// Nothing is to lead out of it.
  public var isInternal: Bool
  /// Its members are parted from each other too.
  public var isolatesPorts: Bool
  /// The bridge, which may be there already; a name made of the network's where it is nil.
  public var bridge: String?

  /// A network of which only the name matters, unless told otherwise.
  public init(
    name: String, engine: String = Registry.engine, subnets: [IPPrefix] = [], gateways: [IPAddress] = [],
    hasIPv6: Bool = false, mtu: UInt32? = nil, isInternal: Bool = false, isolatesPorts: Bool = false,
    bridge: String? = nil
  ) {
    self.name = name
    self.engine = engine
    self.subnets = subnets
    self.gateways = gateways
    self.hasIPv6 = hasIPv6
    self.mtu = mtu
    self.isInternal = isInternal
    self.isolatesPorts = isolatesPorts
    self.bridge = bridge
  }
}
