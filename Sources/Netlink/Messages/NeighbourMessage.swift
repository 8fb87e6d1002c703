public import Addresses
import CLinux

/// A neighbour, or an entry of a bridge's or VXLAN's forwarding table, as `RTM_NEWNEIGH` and `RTM_DELNEIGH` tell of it
/// (rtnetlink(7), linux/neighbour.h).
public struct NeighbourMessage: Hashable, Sendable, NetlinkDecodable {
  /// What is known of it (`NUD_*`).
  public struct State: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16
    /// The state of these bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// It is being asked for.
    public static let incomplete = State(rawValue: 0x01)
    /// It was there just now.
    public static let reachable = State(rawValue: 0x02)
    /// It was there a while ago.
    public static let stale = State(rawValue: 0x04)
    /// It will be asked soon.
    public static let delay = State(rawValue: 0x08)
    /// It is being asked.
    public static let probe = State(rawValue: 0x10)
    /// It doesn't answer.
    public static let failed = State(rawValue: 0x20)
    /// The link resolves no addresses.
    public static let noARP = State(rawValue: 0x40)
    /// Set by hand; in a forwarding table also the bridge's own.
    public static let permanent = State(rawValue: 0x80)
  }

  /// `NTF_*`.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt8
    /// The flags of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// In the link's own table.
    public static let own = Flags(rawValue: 0x02)
    /// In the table of the link's master.
    public static let master = Flags(rawValue: 0x04)
    /// Answered for by proxy.
    public static let proxy = Flags(rawValue: 0x08)
    /// Learned by something outside the kernel.
    public static let externallyLearned = Flags(rawValue: 0x10)
    /// Carried out by hardware.
    public static let offloaded = Flags(rawValue: 0x20)
    /// It does not move to another port.
    public static let sticky = Flags(rawValue: 0x40)
    /// A router.
    public static let router = Flags(rawValue: 0x80)
  }

  /// `AF_INET`, `AF_INET6`, or `AF_BRIDGE` for a forwarding table.
  public var family: UInt8
  /// The link; in a forwarding table the port.
  public var index: InterfaceIndex
  /// What is known of it.
  public var state: State
  /// Where it is from.
  public var flags: Flags
  /// Its address; in a VXLAN's forwarding table the remote end.
  public var destination: IPAddress?
  /// Its hardware address; `nil` where it is not known.
  public var mac: MACAddress?
  /// The VLAN, in a bridge's forwarding table.
  public var vlan: UInt16?
  /// The bridge, in a forwarding table.
  public var master: InterfaceIndex?
  /// The network identifier, in a VXLAN's forwarding table.
  public var networkIdentifier: UInt32?
  /// How long ago it was last changed, in 1/100 s (`ndm_updated` of `struct nda_cacheinfo`).
  public var age: UInt32?

  /// The next-hop object that stands for several remote ends, in a VXLAN's forwarding table.
  public var nextHopID: UInt32?

  /// A reachable neighbour of which only this is known.
  /// - Parameter family: `AF_INET`, `AF_INET6` or `AF_BRIDGE`.
  public init(family: UInt8, index: InterfaceIndex, destination: IPAddress? = nil, mac: MACAddress? = nil) {
    self.family = family
    self.index = index
    self.destination = destination
    self.mac = mac
    state = .reachable
    flags = []
  }

  /// Reads an `RTM_NEWNEIGH` or `RTM_DELNEIGH` message.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: ndmsg = try message.header()
    family = header.ndm_family
    index = header.ndm_ifindex
    state = State(rawValue: header.ndm_state)
    flags = Flags(rawValue: header.ndm_flags)
    var attributes = message.attributes(after: ndmsg.self)
    while let attribute = attributes.next() {
      switch attribute.type {
      case NDA_DST: destination = attribute.ipAddress
      case NDA_LLADDR: mac = attribute.macAddress
      case NDA_VLAN: vlan = attribute.uint16
      case NDA_MASTER: master = attribute.index
      case NDA_VNI: networkIdentifier = attribute.uint32
      case NDA_CACHEINFO: age = attribute.payload.load(as: nda_cacheinfo.self)?.ndm_updated
      case NDA_NH_ID: nextHopID = attribute.uint32
      default: break
      }
    }
  }
}
