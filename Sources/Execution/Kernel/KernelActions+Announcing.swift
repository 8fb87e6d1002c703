import Addresses
import CLinux
import LinuxSystem
import Netlink
import Planning

extension KernelActions {
  /// Tells a link's neighbours that it has an address.
  func announce(_ address: IPAddress, _ link: LinkTarget) throws {
    let announcement = Announcement(of: address, at: link.mac)
    let isThere = try access.inside(link.namespace) { kernel in
      guard let index = try kernel.index(of: link) else { return false }
      try syscall("sendto", on: link.name) {
        cl_send_packet(
          index, announcement.`protocol`, announcement.destination, announcement.packet, announcement.packet.count)
      }
      return true
    }
    if isThere != true { throw Gone(description: "\(link.name) in \(link.namespace.name) is gone") }
  }
}

/// A packet after which whoever remembers another hardware address for an address forgets it.
struct Announcement: Hashable, Sendable {
  /// ETH_P_* of linux/if_ether.h.
  let `protocol`: UInt16
  /// The hardware address that it goes to.
  let destination: [UInt8]
  /// Without the Ethernet header.
  let packet: [UInt8]

  init(of address: IPAddress, at mac: MACAddress) {
    let hardware = (0..<6).map { UInt8(truncatingIfNeeded: mac.bits >> (40 - 8 * UInt64($0))) }
    switch address.family {
    case .ipv4:
      self.protocol = 0x0806
      destination = [UInt8](repeating: 0xff, count: 6)
      packet = Self.request(for: address.octets, hardware)
    case .ipv6:
      self.protocol = 0x86dd
      destination = [0x33, 0x33, 0, 0, 0, 1]
      packet = Self.advertisement(of: address.octets, hardware)
    }
  }

  /// An ARP request for one's own address (RFC 5227, 2.3).
  private static func request(for address: [UInt8], _ hardware: [UInt8]) -> [UInt8] {
    let ethernetAndIPv4: [UInt8] = [0, 1, 8, 0, 6, 4]
    let request: [UInt8] = [0, 1]
    let nobody = [UInt8](repeating: 0, count: 6)
    return ethernetAndIPv4 + request + hardware + address + nobody + address
  }

  /// An unsolicited neighbour advertisement to all nodes, which overrides what they know (RFC 4861, 4.4 and 7.2.6).
  private static func advertisement(of address: [UInt8], _ hardware: [UInt8]) -> [UInt8] {
    let allNodes: [UInt8] = [0xff, 2] + [UInt8](repeating: 0, count: 13) + [1]
    let override: [UInt8] = [0x20, 0, 0, 0]
    let linkLayerAddress: [UInt8] = [2, 1] + hardware
    let body = override + address + linkLayerAddress
    let length = UInt8(body.count + 4)
    let icmp: UInt8 = 58
    let advertisement: [UInt8] = [136, 0]
    let sum = checksum(address + allNodes + [0, 0, 0, length, 0, 0, 0, icmp] + advertisement + [0, 0] + body)
    let header: [UInt8] = [0x60, 0, 0, 0, 0, length, icmp, 255] + address + allNodes
    return header + advertisement + [UInt8(sum >> 8), UInt8(sum & 0xff)] + body
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
}
