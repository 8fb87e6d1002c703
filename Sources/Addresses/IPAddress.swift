/// An IPv4 or IPv6 address (RFC 791, RFC 4291), without a zone.
public struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The two address families; the raw values are for people and JSON, not `AF_*`.
  public enum Family: String, Hashable, Sendable, Comparable, CaseIterable {
    case ipv4, ipv6

    /// Address width in bits: 32 or 128.
    public var bitWidth: Int { self == .ipv4 ? 32 : 128 }

    /// IPv4 before IPv6.
    public static func < (left: Family, right: Family) -> Bool { left == .ipv4 && right == .ipv6 }
  }

  /// Which of the two it is.
  public let family: Family
  /// The first 64 bits of an IPv6 address in host order; 0 for IPv4.
  let high: UInt64
  /// The last 64 bits in host order; an IPv4 address is in the low 32.
  let low: UInt64

  init(family: Family, high: UInt64, low: UInt64) {
    self.family = family
    self.high = high
    self.low = low
  }

  /// The IPv4 address with this value in host order: `0x7f000001` is 127.0.0.1.
  public init(ipv4 value: UInt32) { self.init(family: .ipv4, high: 0, low: UInt64(value)) }

  /// The IPv6 address with these two halves in host order.
  public init(ipv6 high: UInt64, _ low: UInt64) { self.init(family: .ipv6, high: high, low: low) }

  /// The address in network order, as netlink carries it: 4 octets or 16; `nil` for any other count.
  public init?(_ octets: some Collection<UInt8>) {
    switch octets.count {
    case 4:
      self.init(ipv4: octets.reduce(0) { $0 << 8 | UInt32($1) })
    case 16:
      self.init(
        ipv6: octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
        octets.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) })
    default: return nil
    }
  }

  /// The octets in network order: 4 or 16.
  public var octets: [UInt8] {
    switch family {
    case .ipv4: (0..<4).map { UInt8(truncatingIfNeeded: low >> (24 - 8 * UInt64($0))) }
    case .ipv6:
      (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * UInt64($0 & 7))) }
    }
  }

  /// 0.0.0.0 or ::.
  public var isUnspecified: Bool { high == 0 && low == 0 }

  /// 127.0.0.0/8 or ::1.
  public var isLoopback: Bool { family == .ipv4 ? low >> 24 == 127 : high == 0 && low == 1 }

  /// 169.254.0.0/16 or fe80::/10.
  public var isLinkLocal: Bool { family == .ipv4 ? low >> 16 == 0xa9fe : high >> 54 == 0xfe80 >> 6 }

  /// 224.0.0.0/4 or ff00::/8.
  public var isMulticast: Bool { family == .ipv4 ? low >> 28 == 0xe : high >> 56 == 0xff }

  /// The address `offset` further on; `nil` past the end of the family.
  public func advanced(by offset: UInt64) -> IPAddress? {
    let (sum, overflow) = low.addingReportingOverflow(offset)
    switch family {
    case .ipv4: return overflow || sum > UInt64(UInt32.max) ? nil : IPAddress(family: .ipv4, high: 0, low: sum)
    case .ipv6:
      let (upper, carried) = high.addingReportingOverflow(overflow ? 1 : 0)
      return carried ? nil : IPAddress(family: .ipv6, high: upper, low: sum)
    }
  }

  /// IPv4 before IPv6, then by numeric value.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    (left.family == .ipv6 ? 1 : 0, left.high, left.low) < (right.family == .ipv6 ? 1 : 0, right.high, right.low)
  }
}
