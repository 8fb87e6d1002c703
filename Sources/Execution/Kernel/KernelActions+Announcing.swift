import Addresses
import CLinux
import LinuxSystem
import Netlink
import Planning

extension KernelActions {
  /// Tells a link's neighbours that it has an address.
  func announce(_ address: IPAddress, _ link: LinkTarget) throws {
    let packet = NeighbourPacket.announcement(of: address, at: link.mac)
    let isThere = try access.inside(link.namespace) { kernel in
      guard let index = try kernel.index(of: link) else { return false }
      try syscall("sendto", on: link.name) {
        cl_send_packet(index, packet.`protocol`, packet.destination, packet.octets, packet.octets.count)
      }
      return true
    }
    if isThere != true { throw Gone(description: "\(link.name) in \(link.namespace.name) is gone") }
  }
}
