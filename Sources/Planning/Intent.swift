public import Addresses
public import Topology

/// What somebody wants changed.
public enum Intent: Hashable, Sendable {
  /// A new network without an engine.
  case createNetwork(NewNetwork)
  /// A network that gantry made goes.
  case removeNetwork(NetworkKey)
  /// A namespace gets a connection to a network.
  case attach(Attachment)
  /// A namespace loses its connection to a network that gantry made; to all of them where none is named.
  case detach(NamespaceID, from: NetworkKey?)
}

/// What a network is to be like.
public struct NewNetwork: Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// Its address range; the next free one where it is nil.
  public var subnet: IPPrefix?
  /// The bridge's address; the first of the subnet where it is nil.
  public var gateway: IPAddress?
  /// The largest packet in bytes; that of the link to the outside where it is nil.
  public var mtu: UInt32?
  /// Nothing is to lead out of it.
  public var isInternal: Bool
  /// The bridge, which may be there already; `br-NAME` where it is nil.
  public var bridge: String?

  /// A network of which only the name matters, unless told otherwise.
  public init(
    name: String, subnet: IPPrefix? = nil, gateway: IPAddress? = nil, mtu: UInt32? = nil, isInternal: Bool = false,
    bridge: String? = nil
  ) {
    self.name = name
    self.subnet = subnet
    self.gateway = gateway
    self.mtu = mtu
    self.isInternal = isInternal
    self.bridge = bridge
  }
}

/// What a connection to a network is to be like.
public struct Attachment: Hashable, Sendable {
  /// Who is connected.
  public var namespace: NamespaceID
  /// What to.
  public var network: NetworkKey
  /// The address; the lowest free one where it is nil (in an engine's network the highest).
  public var address: IPAddress?
  /// The interface's name; the lowest free `ethN` where it is nil.
  public var interface: String?

  /// A connection with an address and a name by default, unless told otherwise.
  public init(namespace: NamespaceID, network: NetworkKey, address: IPAddress? = nil, interface: String? = nil) {
    self.namespace = namespace
    self.network = network
    self.address = address
    self.interface = interface
  }
}
