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

/// A network link (interface) as `RTM_NEWLINK` describes it (rtnetlink(7)), with its addresses. What it counted is in the
/// picture's ``CounterTable``.
public struct Link: Hashable, Sendable, Identifiable {
  /// Where it is.
  public var id: LinkID
  @usableFromInline var facts: Shared<Facts>

  /// A link.
  public init(
    id: LinkID, name: String, kind: LinkKind = .other("unknown"), isUp: Bool = true, hasCarrier: Bool = true,
    operationalState: OperationalState = .up, mtu: UInt32 = 1500, mac: MACAddress? = nil, alias: String? = nil,
    addresses: [LinkAddress] = [], master: Int32? = nil, port: BridgePort? = nil, parent: Parent? = nil,
    peer: Peer? = nil, settings: LinkSettings? = nil, resolvesNeighbours: Bool = true, user: LinkUser? = nil,
    underlay: NamespaceID? = nil
  ) {
    self.id = id
    facts = Shared(
      Facts(
        name: name, kind: kind, isUp: isUp, hasCarrier: hasCarrier, operationalState: operationalState, mtu: mtu,
        mac: mac, alias: alias, addresses: addresses, master: master, port: port, parent: parent, peer: peer,
        settings: settings, resolvesNeighbours: resolvesNeighbours, user: user, underlay: underlay))
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
