public import Addresses
import CLinux
import Glibc

/// A link as `RTM_NEWLINK` and `RTM_DELLINK` tell of it (rtnetlink(7), linux/if_link.h).
public struct LinkMessage: Hashable, Sendable, NetlinkDecodable {
  /// `AF_UNSPEC`; in `AF_BRIDGE` messages only index, name, master and the like are set, and `link` must not be used to
  /// find a veth's peer.
  public var family: UInt8
  /// The link's index in its namespace.
  public var index: InterfaceIndex
  /// The kind of hardware (`ARPHRD_*`): 1 Ethernet, 772 loopback.
  public var hardwareType: UInt16
  /// Administrative and operational flags.
  public var flags: LinkFlags
  /// The name, at most 15 bytes; bytes that are not UTF-8 become U+FFFD.
  public var name = ""
  /// A text that anyone may set who may change the link: it proves nothing.
  public var alias: String?
  /// Further names (`IFLA_ALT_IFNAME`).
  public var alternativeNames: [String] = []
  /// The hardware address; `nil` where it is not six octets long.
  public var mac: MACAddress?
  /// The largest packet in bytes.
  public var mtu: UInt32?
  /// RFC 2863's state.
  public var operationalState = OperationalState.unknown
  /// True where a carrier is there.
  public var hasCarrier: Bool?
  /// The length of the transmit queue in packets.
  public var transmitQueueLength: UInt32?
  /// How many processes and masters keep it promiscuous.
  public var promiscuity: UInt32?
  /// The bridge, bond or VRF that it belongs to.
  public var master: InterfaceIndex?
  /// The other end of a veth, or the link below (`IFLA_LINK`); a VXLAN's is in `VXLANInfo.link`. An index in the
  /// namespace `linkNamespaceID`, or in the link's own where that is `nil`. Where some kernels leave it out although
  /// `linkNamespaceID` is there, it is the link's own index.
  public var link: InterfaceIndex?
  /// The namespace of `link`, in the numbering of the namespace that was asked (`IFLA_LINK_NETNSID`).
  public var linkNamespaceID: Int32?
  /// What it is.
  public var kind = LinkKind.device
  /// What its master adds.
  public var port: LinkPort?
  /// Its counters.
  public var statistics: LinkStatistics?
  /// False where the link can have neither IPv6 addresses nor routes: it has no IPv6 at all, or that is switched off
  /// (`disable_ipv6`).
  public var hasIPv6 = false
  /// The settings of the link; `nil` where it has no IPv4.
  public var settings: LinkSettings?
  /// The VLANs of a bridge's port, in `AF_BRIDGE` messages (`IFLA_BRIDGE_VLAN_INFO`).
  public var bridgeVLANs: [BridgeVLAN] = []
  /// In `RTM_DELLINK`: the namespace it goes to, in the numbering of the old one (`IFLA_NEW_NETNSID`).
  public var newNamespaceID: Int32?
  /// In `RTM_DELLINK`: its index there (`IFLA_NEW_IFINDEX`).
  public var newIndex: InterfaceIndex?

  /// An Ethernet link of which only this is known.
  public init(index: InterfaceIndex, name: String) {
    family = 0
    self.index = index
    hardwareType = 1
    flags = []
    self.name = name
  }

  // Inlined, so that it is made where it is wanted: it is large.
  /// Reads an `RTM_NEWLINK` or `RTM_DELLINK` message.
  @inline(__always)
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: ifinfomsg = try message.header()
    family = header.ifi_family
    index = header.ifi_index
    hardwareType = header.ifi_type
    flags = LinkFlags(rawValue: header.ifi_flags)
    var attributes = message.attributes(after: ifinfomsg.self)
    while let attribute = attributes.next() { read(attribute) }
  }

  private mutating func read(_ attribute: Attribute) {
    switch attribute.type {
    case IFLA_IFNAME: name = attribute.string
    case IFLA_ADDRESS: mac = attribute.macAddress
    case IFLA_MTU: mtu = attribute.uint32
    case IFLA_OPERSTATE: operationalState = attribute.uint8.flatMap(OperationalState.init) ?? .unknown
    case IFLA_CARRIER: hasCarrier = attribute.bool
    case IFLA_TXQLEN: transmitQueueLength = attribute.uint32
    case IFLA_PROMISCUITY: promiscuity = attribute.uint32
    case IFLA_MASTER: master = attribute.int32
    case IFLA_LINK: link = attribute.int32
    case IFLA_LINK_NETNSID: linkNamespaceID = attribute.int32
    case IFLA_STATS64: statistics = LinkStatistics(attribute.payload)
    case IFLA_LINKINFO: readInformation(attribute.attributes)
    case IFLA_IFALIAS: alias = attribute.string
    case IFLA_PROP_LIST: readProperties(attribute.attributes)
    case IFLA_PROTINFO where Int32(family) == AF_BRIDGE: port = .bridge(BridgePort(attribute.attributes))
    case IFLA_AF_SPEC where Int32(family) == AF_BRIDGE: bridgeVLANs = BridgeVLAN.list(attribute.attributes)
    case IFLA_AF_SPEC: readFamilies(attribute.attributes)
    case IFLA_NEW_NETNSID: newNamespaceID = attribute.int32
    case IFLA_NEW_IFINDEX: newIndex = attribute.int32
    default: break
    }
  }

  private mutating func readInformation(_ information: Attributes) {
    if let kind = information.first(IFLA_INFO_KIND) {
      self.kind = LinkKind(kind.string, data: information.nested(IFLA_INFO_DATA))
    }
    if let kind = information.first(IFLA_INFO_SLAVE_KIND) {
      port = LinkPort(kind.string, data: information.nested(IFLA_INFO_SLAVE_DATA))
    }
  }

  private mutating func readFamilies(_ families: Attributes) {
    var ipv6: LinkSettings.IPv6?
    if let family = families.first(Int(AF_INET6)) {
      ipv6 = family.ipv6Settings
      hasIPv6 = !(ipv6?.isOff ?? false)
    }
    if let ipv4 = families.first(Int(AF_INET)), let values = ipv4.attributes.first(Int(IFLA_INET_CONF)) {
      settings = LinkSettings(values.payload)
      settings?.ipv6 = ipv6
    }
  }

  private mutating func readProperties(_ properties: Attributes) {
    var properties = properties
    while let property = properties.next() {
      if property.type == IFLA_ALT_IFNAME { alternativeNames.append(property.string) }
    }
  }
}

extension Attribute {
  /// Of a link's part for IPv6 (`inet6_fill_ifla6_attrs`): the settings of its interface.
  fileprivate var ipv6Settings: LinkSettings.IPv6? {
    guard let values = attributes.first(Int(IFLA_INET6_CONF)) else { return nil }
    return LinkSettings.IPv6(values.payload)
  }
}
