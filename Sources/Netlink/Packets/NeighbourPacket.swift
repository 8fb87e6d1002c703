public import Addresses

/// A packet of address resolution (RFC 826) or of neighbour discovery (RFC 4861), without its Ethernet header.
public struct NeighbourPacket: Hashable, Sendable {
  /// `ETH_P_*` of linux/if_ether.h.
  public let `protocol`: UInt16
  /// The hardware address that it goes to, in six octets.
  public let destination: [UInt8]
  /// What is sent.
  public let octets: [UInt8]

  /// Tells all neighbours that an address is at a hardware address: whoever remembers another one forgets it.
  public static func announcement(of address: IPAddress, at mac: MACAddress) -> NeighbourPacket {
    switch address.family {
    // An ARP request for one's own address (RFC 5227, 2.3).
    case .ipv4: arpRequest(for: address, from: address, at: mac)
    case .ipv6: advertisement(of: address, at: mac)
    }
  }

  /// Asks for the hardware address of `address`.
  /// - Parameters:
  ///   - source: an address of the link that asks, of the same family.
  ///   - mac: the hardware address of that link.
  public static func request(
    for address: IPAddress, from source: IPAddress, at mac: MACAddress
  ) -> NeighbourPacket {
    switch address.family {
    case .ipv4: arpRequest(for: address, from: source, at: mac)
    case .ipv6: solicitation(for: address, from: source, at: mac)
    }
  }

  /// The address that a packet answers for, and its hardware address; nil for a packet that is no answer, and a nil
  /// hardware address where a neighbour advertisement names none.
  public static func answer(in octets: [UInt8]) -> (address: IPAddress, mac: MACAddress?)? {
    if octets.count >= 28, octets.starts(with: ethernetAndIPv4), octets[6] == 0, octets[7] == 2 {
      return IPAddress(octets[14..<18]).map { ($0, hardwareAddress(octets[8..<14])) }
    }
    // RFC 4861, 7.1.2: a hop limit below 255 says that it comes from another link.
    guard octets.count >= 64, octets[0] >> 4 == 6, octets[6] == icmp, octets[7] == 255, octets[40] == 136,
      let address = IPAddress(octets[48..<64])
    else { return nil }
    var options = octets[64...]
    while options.count >= 8, let length = options.dropFirst().first, length > 0 {
      if options.first == 2, length == 1 { return (address, hardwareAddress(options.dropFirst(2).prefix(6))) }
      options = options.dropFirst(Int(length) * 8)
    }
    return (address, nil)
  }

  private static let ethernetAndIPv4: [UInt8] = [0, 1, 8, 0, 6, 4]
  /// `IPPROTO_ICMPV6`.
  private static let icmp: UInt8 = 58

  private static func arpRequest(for address: IPAddress, from source: IPAddress, at mac: MACAddress) -> NeighbourPacket
  {
    let nobody = [UInt8](repeating: 0, count: 6)
    return NeighbourPacket(
      protocol: 0x0806, destination: [UInt8](repeating: 0xff, count: 6),
      octets: ethernetAndIPv4 + [0, 1] + mac.octets + source.octets + nobody + address.octets)
  }

  /// An unsolicited neighbour advertisement to all nodes, which overrides what they know (RFC 4861, 4.4 and 7.2.6).
  private static func advertisement(of address: IPAddress, at mac: MACAddress) -> NeighbourPacket {
    let allNodes: [UInt8] = [0xff, 2] + [UInt8](repeating: 0, count: 13) + [1]
    return NeighbourPacket(
      protocol: 0x86dd, destination: [0x33, 0x33, 0, 0, 0, 1],
      octets: message(
        136, [0x20, 0, 0, 0] + address.octets + [2, 1] + mac.octets, from: address.octets, to: allNodes))
  }

  /// A neighbour solicitation to the multicast group of the address (RFC 4861, 4.3; RFC 4291, 2.7.1).
  private static func solicitation(
    for address: IPAddress, from source: IPAddress, at mac: MACAddress
  ) -> NeighbourPacket {
    let last = Array(address.octets.suffix(3))
    let group: [UInt8] = [0xff, 2] + [UInt8](repeating: 0, count: 9) + [1, 0xff] + last
    return NeighbourPacket(
      protocol: 0x86dd, destination: [0x33, 0x33, 0xff] + last,
      octets: message(135, [0, 0, 0, 0] + address.octets + [1, 1] + mac.octets, from: source.octets, to: group))
  }

  /// An ICMPv6 message (RFC 4443) with its IPv6 header.
  private static func message(
    _ type: UInt8, _ body: [UInt8], from source: [UInt8], to destination: [UInt8]
  ) -> [UInt8] {
    let length = UInt8(body.count + 4)
    let sum = checksum(source + destination + [0, 0, 0, length, 0, 0, 0, icmp] + [type, 0, 0, 0] + body)
    return [0x60, 0, 0, 0, 0, length, icmp, 255] + source + destination
      + [type, 0, UInt8(sum >> 8), UInt8(sum & 0xff)] + body
  }

  /// The Internet checksum (RFC 1071) of an even number of octets.
  private static func checksum(_ octets: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for position in stride(from: 0, to: octets.count, by: 2) {
      sum += UInt32(octets[position]) << 8 | UInt32(octets[position + 1])
    }
    while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
    return ~UInt16(truncatingIfNeeded: sum)
  }

  private static func hardwareAddress(_ octets: ArraySlice<UInt8>) -> MACAddress {
    MACAddress(bits: octets.reduce(0) { $0 << 8 | UInt64($1) })
  }
}

extension MACAddress {
  fileprivate var octets: [UInt8] { (0..<6).map { UInt8(truncatingIfNeeded: bits >> (40 - 8 * UInt64($0))) } }
}
