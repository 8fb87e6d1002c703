public import Addresses
import CLinux

/// One attribute of a message: a type and a payload (`struct nlattr` of linux/netlink.h).
///
/// The typed properties are `nil` where the payload is too short for them: a malformed attribute reads as an absent one.
public struct Attribute: ~Escapable {
  /// The type without its flags, an `Int` as the constants of the kernel's headers are: compare with `IFLA_MTU`.
  public let type: Int
  /// What it carries, padding not included.
  public let payload: RawSpan

  @_lifetime(copy payload)
  init(type: UInt16, payload: RawSpan) {
    self.type = Int(type & ~UInt16(truncatingIfNeeded: NLA_F_NESTED | NLA_F_NET_BYTEORDER))
    self.payload = payload
  }

  /// As an 8-bit number.
  public var uint8: UInt8? { payload.load() }
  /// As a 16-bit number in host order.
  public var uint16: UInt16? { payload.load() }
  /// As a 16-bit number in network order: ports, protocols.
  public var bigEndianUInt16: UInt16? { payload.load(as: UInt16.self).map(UInt16.init(bigEndian:)) }
  /// As a 32-bit number in host order.
  public var uint32: UInt32? { payload.load() }
  /// As a 32-bit number in network order.
  public var bigEndianUInt32: UInt32? { payload.load(as: UInt32.self).map(UInt32.init(bigEndian:)) }
  /// As a signed 32-bit number in host order: interface indices, nsids.
  public var int32: Int32? { payload.load() }
  /// As a 64-bit number in host order, wherever it is aligned.
  public var uint64: UInt64? { payload.load() }
  /// As an 8-bit truth value.
  public var bool: Bool? { uint8.map { $0 != 0 } }
  /// As text up to the first NUL; names up to 15 bytes need no memory of their own.
  public var string: String { payload.text }
  /// As an IPv4 or IPv6 address, by its length.
  public var ipAddress: IPAddress? { payload.ipAddress }
  /// As an Ethernet address.
  public var macAddress: MACAddress? { payload.macAddress }
  /// As attributes nested in this one.
  public var attributes: Attributes {
    @_lifetime(copy self)
    get { Attributes(payload) }
  }
}
