/// An address with a prefix length: an interface's `172.17.0.2/16`, or a subnet where the host bits are 0.
public struct IPPrefix: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The address, host bits included.
  public let address: IPAddress
  /// Bits of the network part: 0…32 or 0…128.
  public let length: Int

  /// `nil` where `length` does not fit the family.
  public init?(_ address: IPAddress, length: Int) {
    guard (0...address.family.bitWidth).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Parses `ADDRESS/LENGTH`; a bare address is a host prefix (/32, /128).
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self.init(address, length: address.family.bitWidth)
      return
    }
    guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let length = Int(parts[1])
    else { return nil }
    self.init(address, length: length)
  }

  /// 0.0.0.0/0 or ::/0.
  public static func all(_ family: IPAddress.Family) -> IPPrefix {
    IPPrefix(unchecked: IPAddress(family: family, high: 0, low: 0), length: 0)
  }

  private init(unchecked address: IPAddress, length: Int) {
    self.address = address
    self.length = length
  }

  /// The same prefix with its host bits cleared.
  public var network: IPPrefix {
    let mask = mask
    return IPPrefix(
      unchecked: IPAddress(family: address.family, high: address.high & mask.high, low: address.low & mask.low),
      length: length)
  }

  /// True where no host bit is set.
  public var isNetwork: Bool { network.address == address }

  /// True where `other` lies in this prefix's network.
  public func contains(_ other: IPAddress) -> Bool {
    let mask = mask
    return other.family == address.family && other.high & mask.high == address.high & mask.high
      && other.low & mask.low == address.low & mask.low
  }

  /// True where the two networks share an address.
  public func overlaps(_ other: IPPrefix) -> Bool {
    length <= other.length ? contains(other.address) : other.contains(address)
  }

  /// `172.17.0.2/16`.
  public var description: String { "\(address)/\(length)" }

  /// By address, then by length.
  public static func < (left: IPPrefix, right: IPPrefix) -> Bool {
    (left.address, left.length) < (right.address, right.length)
  }

  private var mask: (high: UInt64, low: UInt64) {
    func ones(_ count: Int) -> UInt64 { count <= 0 ? 0 : count >= 64 ? .max : ~(.max >> UInt64(count)) }
    switch address.family {
    case .ipv4: return (.max, .max << 32 | (length == 0 ? 0 : UInt64(UInt32.max << UInt32(32 - length))))
    case .ipv6: return (ones(length), ones(length - 64))
    }
  }
}
