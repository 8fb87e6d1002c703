public import Addresses

extension Link {
  /// True where both are copies of one link of which nothing was changed since: told at a glance. Links that were made one
  /// by one are no copies, however equal.
  @inlinable public func isCopy(of other: Link) -> Bool { id == other.id && facts.isCopy(of: other.facts) }

  /// All but where it is.
  @usableFromInline struct Facts: Hashable, Sendable {
    @usableFromInline var name: String
    @usableFromInline var kind: LinkKind
    @usableFromInline var isUp: Bool
    @usableFromInline var hasCarrier: Bool
    @usableFromInline var operationalState: OperationalState
    @usableFromInline var mtu: UInt32
    @usableFromInline var mac: MACAddress?
    @usableFromInline var alias: String?
    @usableFromInline var addresses: [LinkAddress]
    @usableFromInline var master: Int32?
    @usableFromInline var port: BridgePort?
    @usableFromInline var parent: Parent?
    @usableFromInline var peer: Peer?
    @usableFromInline var settings: LinkSettings?
    @usableFromInline var resolvesNeighbours: Bool
    @usableFromInline var user: LinkUser?
    @usableFromInline var underlay: NamespaceID?
  }

  /// `IFLA_IFNAME`: at most 15 bytes, any but `/`, white space and `:`; escape it before showing it.
  @inlinable public var name: String {
    get { facts.value.name }
    _modify { yield &facts.value.name }
  }

  /// What kind of device it is.
  @inlinable public var kind: LinkKind {
    get { facts.value.kind }
    _modify { yield &facts.value.kind }
  }

  /// `IFF_UP`: somebody set it up.
  @inlinable public var isUp: Bool {
    get { facts.value.isUp }
    _modify { yield &facts.value.isUp }
  }

  /// `IFLA_CARRIER`: something answers at the other end.
  @inlinable public var hasCarrier: Bool {
    get { facts.value.hasCarrier }
    _modify { yield &facts.value.hasCarrier }
  }

  /// `IFLA_OPERSTATE` (RFC 2863).
  @inlinable public var operationalState: OperationalState {
    get { facts.value.operationalState }
    _modify { yield &facts.value.operationalState }
  }

  /// `IFLA_MTU` in bytes.
  @inlinable public var mtu: UInt32 {
    get { facts.value.mtu }
    _modify { yield &facts.value.mtu }
  }

  /// `IFLA_ADDRESS`; nil for links without a 48-bit hardware address.
  @inlinable public var mac: MACAddress? {
    get { facts.value.mac }
    _modify { yield &facts.value.mac }
  }

  /// `IFLA_IFALIAS`: free text by whoever owns the link; proves nothing.
  @inlinable public var alias: String? {
    get { facts.value.alias }
    _modify { yield &facts.value.alias }
  }

  /// Its addresses, IPv4 before IPv6, in the kernel's order within a family.
  @inlinable public var addresses: [LinkAddress] {
    get { facts.value.addresses }
    _modify { yield &facts.value.addresses }
  }

  /// Index of the bridge or bond it is a port of, in the same namespace.
  @inlinable public var master: Int32? {
    get { facts.value.master }
    _modify { yield &facts.value.master }
  }

  /// State as a port of a bridge.
  @inlinable public var port: BridgePort? {
    get { facts.value.port }
    _modify { yield &facts.value.port }
  }

  /// The link it is stacked on (macvlan, ipvlan, vlan, vxlan), perhaps in another namespace.
  @inlinable public var parent: Parent? {
    get { facts.value.parent }
    _modify { yield &facts.value.parent }
  }

  /// The other end of a veth pair.
  @inlinable public var peer: Peer? {
    get { facts.value.peer }
    _modify { yield &facts.value.peer }
  }

  /// False for `IFF_NOARP`: it looks for nobody's hardware address.
  @inlinable public var resolvesNeighbours: Bool {
    get { facts.value.resolvesNeighbours }
    _modify { yield &facts.value.resolvesNeighbours }
  }

  /// Who may use it, of a tun or tap; nil for all others, and where anybody may.
  @inlinable public var user: LinkUser? {
    get { facts.value.user }
    _modify { yield &facts.value.user }
  }

  /// Its settings; nil where it has no IPv4, or the kernel did not say.
  @inlinable public var settings: LinkSettings? {
    get { facts.value.settings }
    _modify { yield &facts.value.settings }
  }

  /// The namespace in which a VXLAN's packets travel, where it was made; nil where that was not found, and for other links.
  @inlinable public var underlay: NamespaceID? {
    get { facts.value.underlay }
    _modify { yield &facts.value.underlay }
  }
}
