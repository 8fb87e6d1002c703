public import Addresses

/// Where a link is: its namespace and its index there.
public struct LinkID: Hashable, Comparable, Sendable {
  /// The namespace the link is in.
  public let namespace: NamespaceID
  /// `ifi_index` (rtnetlink(7)).
  public let index: Int32

  /// The link with this index in this namespace.
  public init(namespace: NamespaceID, index: Int32) {
    self.namespace = namespace
    self.index = index
  }

  /// By namespace, then by index.
  public static func < (left: LinkID, right: LinkID) -> Bool {
    (left.namespace, left.index) < (right.namespace, right.index)
  }
}

/// A link named from elsewhere: where it is, and its name there as far as known.
public struct LinkReference: Hashable, Sendable {
  /// Where it is.
  public var id: LinkID
  /// Its name.
  public var name: String

  /// A reference to the link `name` at `id`.
  public init(id: LinkID, name: String) {
    self.id = id
    self.name = name
  }
}

/// A network link (interface) as `RTM_NEWLINK` describes it (rtnetlink(7)), with its addresses.
public struct Link: Hashable, Sendable, Identifiable {
  /// Where it is.
  public var id: LinkID
  /// `IFLA_IFNAME`: at most 15 bytes, any but `/`, white space and `:`; escape it before showing it.
  public var name: String
  /// What kind of device it is.
  public var kind: LinkKind
  /// `IFF_UP`: somebody set it up.
  public var isUp: Bool
  /// `IFLA_CARRIER`: something answers at the other end.
  public var hasCarrier: Bool
  /// `IFLA_OPERSTATE` (RFC 2863).
  public var operationalState: OperationalState
  /// `IFLA_MTU` in bytes.
  public var mtu: UInt32
  /// `IFLA_ADDRESS`; nil for links without a 48-bit hardware address.
  public var mac: MACAddress?
  /// `IFLA_IFALIAS`: free text by whoever owns the link; proves nothing.
  public var alias: String?
  /// Its addresses, IPv4 before IPv6, in the kernel's order within a family.
  public var addresses: [LinkAddress]
  /// Index of the bridge or bond it is a port of, in the same namespace.
  public var master: Int32?
  /// State as a port of a bridge.
  public var port: BridgePort?
  /// The link it is stacked on (macvlan, ipvlan, vlan, vxlan), perhaps in another namespace.
  public var parent: Parent?
  /// The other end of a veth pair.
  public var peer: Peer?
  /// Counters; nil where they were not read.
  public var counters: Counters?

  /// A link.
  public init(
    id: LinkID, name: String, kind: LinkKind = .other("unknown"), isUp: Bool = true, hasCarrier: Bool = true,
    operationalState: OperationalState = .up, mtu: UInt32 = 1500, mac: MACAddress? = nil, alias: String? = nil,
    addresses: [LinkAddress] = [], master: Int32? = nil, port: BridgePort? = nil, parent: Parent? = nil,
    peer: Peer? = nil, counters: Counters? = nil
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.isUp = isUp
    self.hasCarrier = hasCarrier
    self.operationalState = operationalState
    self.mtu = mtu
    self.mac = mac
    self.alias = alias
    self.addresses = addresses
    self.master = master
    self.port = port
    self.parent = parent
    self.peer = peer
    self.counters = counters
  }

  /// `ifi_index`.
  public var index: Int32 { id.index }

  /// The link as others name it.
  public var reference: LinkReference { LinkReference(id: id, name: name) }

  /// RFC 2863 states, `IF_OPER_*` in linux/if.h.
  public enum OperationalState: String, Hashable, Sendable, CaseIterable {
    case unknown, notPresent = "notpresent", down, lowerLayerDown = "lowerlayerdown", testing, dormant, up
  }

  /// The link below a stacked one.
  public struct Parent: Hashable, Sendable {
    /// Where the lower link is; nil where its namespace was not found.
    public var link: LinkReference?
    /// Its index in its own namespace.
    public var index: Int32
    /// The namespace's id as the upper link's namespace numbers it; nil where both are in one namespace.
    public var nsid: Int32?

    /// The lower link with this index.
    public init(link: LinkReference?, index: Int32, nsid: Int32? = nil) {
      self.link = link
      self.index = index
      self.nsid = nsid
    }
  }
}

/// An address of a link (`RTM_NEWADDR`, rtnetlink(7)).
public struct LinkAddress: Hashable, Sendable {
  /// The address with its prefix length.
  public var prefix: IPPrefix
  /// The far end of a point-to-point address.
  public var peer: IPAddress?
  /// `ifa_scope`: 0 universe, 253 link, 254 host.
  public var scope: UInt8
  /// `IFA_F_TENTATIVE`: duplicate address detection has not finished.
  public var isTentative: Bool
  /// `IFA_F_DADFAILED`: somebody else has it.
  public var isDuplicate: Bool

  /// An address of a link.
  public init(
    _ prefix: IPPrefix, peer: IPAddress? = nil, scope: UInt8 = 0, isTentative: Bool = false, isDuplicate: Bool = false
  ) {
    self.prefix = prefix
    self.peer = peer
    self.scope = scope
    self.isTentative = isTentative
    self.isDuplicate = isDuplicate
  }
}
