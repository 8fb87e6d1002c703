public import Addresses
import CLinux

/// An address of a link as `RTM_NEWADDR` and `RTM_DELADDR` tell of it (rtnetlink(7), linux/if_addr.h).
public struct AddressMessage: Hashable, Sendable, NetlinkDecodable {
  /// `IFA_F_*`.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt32
    /// The flags of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Not the first of its subnet; an IPv6 temporary address.
    public static let secondary = Flags(rawValue: 0x01)
    /// No duplicate address detection.
    public static let noDuplicateDetection = Flags(rawValue: 0x02)
    /// Usable while its uniqueness is still examined.
    public static let optimistic = Flags(rawValue: 0x04)
    /// Someone else has it.
    public static let duplicateDetected = Flags(rawValue: 0x08)
    /// Its preferred time is over: not for new connections.
    public static let deprecated = Flags(rawValue: 0x20)
    /// Its uniqueness is still examined.
    public static let tentative = Flags(rawValue: 0x40)
    /// It has no end.
    public static let permanent = Flags(rawValue: 0x80)
  }

  /// The link.
  public var index: InterfaceIndex
  /// The link's own address, with the length of its subnet's prefix.
  public var prefix: IPPrefix
  /// The other end's address, on point-to-point links only.
  public var peer: IPAddress?
  /// The broadcast address.
  public var broadcast: IPAddress?
  /// A label (`eth0:1`), IPv4 only.
  public var label: String?
  /// `RT_SCOPE_*`: 0 everywhere, 253 on the link, 254 in the host.
  public var scope: UInt8
  /// State and properties.
  public var flags: Flags
  /// Seconds that it stays valid; `nil` for ever.
  public var validLifetime: UInt32?
  /// Seconds that it stays preferred; `nil` for ever.
  public var preferredLifetime: UInt32?

  /// A permanent address of which only this is known.
  public init(index: InterfaceIndex, prefix: IPPrefix) {
    self.index = index
    self.prefix = prefix
    scope = 0
    flags = .permanent
  }

  /// Reads an `RTM_NEWADDR` or `RTM_DELADDR` message.
  /// - Throws: `.malformed`, also where there is no address in it.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: ifaddrmsg = try message.header()
    index = InterfaceIndex(bitPattern: header.ifa_index)
    scope = header.ifa_scope
    flags = Flags(rawValue: UInt32(header.ifa_flags))
    var address: IPAddress?
    var local: IPAddress?
    var attributes = message.attributes(after: ifaddrmsg.self)
    while let attribute = attributes.next() {
      switch attribute.type {
      case IFA_ADDRESS: address = attribute.ipAddress
      case IFA_LOCAL: local = attribute.ipAddress
      case IFA_BROADCAST: broadcast = attribute.ipAddress
      case IFA_LABEL: label = attribute.string
      case IFA_FLAGS: flags = Flags(rawValue: attribute.uint32 ?? flags.rawValue)
      case IFA_CACHEINFO:
        preferredLifetime = attribute.payload.load(0, as: UInt32.self).flatMap(Self.lifetime)
        validLifetime = attribute.payload.load(4, as: UInt32.self).flatMap(Self.lifetime)
      default: break
      }
    }
    guard let own = local ?? address, let prefix = IPPrefix(own, length: Int(header.ifa_prefixlen)) else {
      throw NetlinkError(MessageName.of(message.type), .malformed)
    }
    self.prefix = prefix
    peer = local == nil || local == address ? nil : address
  }

  /// INFINITY_LIFE_TIME is all ones.
  private static func lifetime(_ seconds: UInt32) -> UInt32? { seconds == .max ? nil : seconds }
}
