import Addresses
import CLinux
import LinuxSystem
import Netlink
import Planning
import SystemPackage

extension KernelActions {
  func createBridge(_ target: LinkTarget, _ mtu: UInt32, _ manner: Manner) throws -> [LinkTarget] {
    let index = try access.inside(target.namespace) { kernel in
      if manner == .asFarAsNeeded, let index = try kernel.index(of: target, kind: "bridge") { return index }
      try kernel.createBridge(NewLink(target, mtu: mtu))
      return try kernel.made(target, kind: "bridge")
    }
    guard let index else { throw Gone(description: "\(target.namespace.name) is gone") }
    try ignoreRouterAdvertisements(on: target)
    return [target.with(index)]
  }

  /// A bridge whose members can make themselves the host's router is none that one wants (field practice of Docker).
  private func ignoreRouterAdvertisements(on bridge: LinkTarget) throws {
    _ = try access.inside(bridge.namespace) { _ in
      do {
        try writeSetting("/proc/sys/net/ipv6/conf/\(bridge.name)/accept_ra", "0\n")
      } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
        // A kernel without IPv6 has no such advertisements.
        return
      }
    }
  }

  func createVeth(
    _ near: LinkTarget, _ far: LinkTarget, _ mtu: UInt32, _ manner: Manner
  ) throws -> [LinkTarget] {
    let indices = try access.inside(near.namespace, with: far.namespace) { kernel, inside in
      if manner == .asFarAsNeeded, let index = try kernel.index(of: near, kind: "veth") {
        return (index, try kernel.link(index).link)
      }
      try kernel.createVeth(NewLink(near, mtu: mtu), peer: NewLink(far, mtu: mtu), in: inside)
      let index = try kernel.made(near, kind: "veth")
      return (index, try kernel.link(index).link)
    }
    guard let (nearIndex, farIndex) = indices else {
      // What would have been plugged in is gone, and so is the need for it.
      if manner == .asFarAsNeeded { return [] }
      throw Gone(description: "\(far.namespace.name) is gone")
    }
    // IFLA_LINK may be left out where both ends have the same index.
    return [near.with(nearIndex), far.with(farIndex ?? nearIndex)]
  }

  func announce(_ address: IPAddress, _ link: LinkTarget) throws {
    let packet = announcement(of: address, at: link.mac)
    let isThere = try access.inside(link.namespace) { kernel in
      guard let index = try kernel.index(of: link) else { return false }
      try syscall("sendto", on: link.name) { cl_broadcast(index, 0x0806, packet, packet.count) }
      return true
    }
    if isThere != true { throw Gone(description: "\(link.name) in \(link.namespace.name) is gone") }
  }

  /// An ARP request for one's own address (RFC 5227, 2.3): whoever remembers another hardware address for it forgets it.
  private func announcement(of address: IPAddress, at mac: MACAddress) -> [UInt8] {
    let hardware = (0..<6).map { UInt8(truncatingIfNeeded: mac.bits >> (40 - 8 * UInt64($0))) }
    let ethernetAndIPv4: [UInt8] = [0, 1, 8, 0, 6, 4]
    let request: [UInt8] = [0, 1]
    let nobody = [UInt8](repeating: 0, count: 6)
    return ethernetAndIPv4 + request + hardware + address.octets + nobody + address.octets
  }
}

extension NetlinkConnection where Transport: ~Copyable {
  /// The index of a link that was just made.
  fileprivate mutating func made(_ target: LinkTarget, kind: String) throws -> InterfaceIndex {
    guard let index = try index(of: target, kind: kind) else {
      throw Gone(description: "\(target.name) was made, and is gone again")
    }
    return index
  }
}

extension NewLink {
  fileprivate init(_ target: LinkTarget, mtu: UInt32) {
    self.init(name: target.name, mac: target.mac, mtu: mtu, index: target.index)
  }
}

extension LinkTarget {
  fileprivate func with(_ index: InterfaceIndex) -> LinkTarget {
    var copy = self
    copy.index = index
    return copy
  }
}
