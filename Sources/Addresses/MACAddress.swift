/// A 48-bit hardware address, as `IFLA_ADDRESS` carries it.
public struct MACAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The six octets, the first in the most significant byte of the low 48 bits.
  public let bits: UInt64

  /// The address whose octets are the low 48 bits of `bits`.
  public init(bits: UInt64) { self.bits = bits & 0xffff_ffff_ffff }

  /// The address with these octets; `nil` unless there are six.
  public init?(_ octets: some Collection<UInt8>) {
    guard octets.count == 6 else { return nil }
    bits = octets.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Parses `02:42:ac:11:00:02`, in either case; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    var bits: UInt64 = 0
    for part in parts {
      guard part.utf8.count == 2, part.utf8.allSatisfy({ $0.isHexDigit }), let octet = UInt8(part, radix: 16)
      else { return nil }
      bits = bits << 8 | UInt64(octet)
    }
    self.bits = bits
  }

  /// Lower case, colon separated: `02:42:ac:11:00:02`.
  public var description: String {
    (0..<6).map { hexOctet(UInt8(truncatingIfNeeded: bits >> (40 - 8 * UInt64($0)))) }.joined(separator: ":")
  }

  /// True for an address that stands for several stations, such as all (`ff:ff:ff:ff:ff:ff`).
  public var isMulticast: Bool { bits >> 40 & 1 == 1 }

  /// Orders by numeric value.
  public static func < (left: MACAddress, right: MACAddress) -> Bool { left.bits < right.bits }
}

private func hexOctet(_ octet: UInt8) -> String {
  let digits = String(octet, radix: 16)
  return octet < 16 ? "0" + digits : digits
}

extension UInt8 {
  var isHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
