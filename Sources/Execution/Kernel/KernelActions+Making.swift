import LinuxSystem
import Netlink
import Planning
import SystemPackage

extension KernelActions {
  func createBridge(_ target: LinkTarget, _ mtu: UInt32, _ manner: Manner) throws -> [LinkTarget] {
    let index = try access.inside(target.namespace) { kernel in
      if manner == .asFarAsNeeded, let index = try kernel.index(of: target, kind: "bridge") { return index }
      try kernel.withFreeIndex(target) { kernel, index in
        try kernel.createBridge(NewLink(target, index: index, mtu: mtu))
      }
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
      try kernel.withFreeIndex(near) { kernel, index in
        let farIndex = index == nil ? nil : far.index
        try kernel.createVeth(
          NewLink(near, index: index, mtu: mtu), peer: NewLink(far, index: farIndex, mtu: mtu), in: inside)
      }
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
}

extension NetlinkConnection where Transport: ~Copyable {
  /// Makes a link with the index that it had; with the next free one where another link has that by now.
  fileprivate mutating func withFreeIndex(
    _ target: LinkTarget, _ make: (inout Self, InterfaceIndex?) throws -> Void
  ) throws {
    do {
      try make(&self, target.index)
    } catch let error as NetlinkError
      where target.index != nil && [.refused(.fileExists), .refused(.resourceBusy)].contains(error.cause)
    {
      try make(&self, nil)
    }
  }

  /// The index of a link that was just made.
  fileprivate mutating func made(_ target: LinkTarget, kind: String) throws -> InterfaceIndex {
    var unbound = target
    unbound.index = nil
    guard let index = try index(of: unbound, kind: kind) else {
      throw Gone(description: "\(target.name) was made, and is gone again")
    }
    return index
  }
}

extension NewLink {
  fileprivate init(_ target: LinkTarget, index: InterfaceIndex?, mtu: UInt32) {
    self.init(name: target.name, mac: target.mac, mtu: mtu, index: index)
  }
}

extension LinkTarget {
  fileprivate func with(_ index: InterfaceIndex) -> LinkTarget {
    var copy = self
    copy.index = index
    return copy
  }
}
