import Addresses
import LinuxSystem
import Netlink
import Planning
import SystemPackage
import Topology

extension KernelActions {
  func perform(_ change: SettingChange, _ manner: Manner) throws {
    switch change {
    case .apply(let setting):
      try inHost(setting.namespace) { try writeSetting("/proc/sys/\(setting.path)", setting.after + "\n") }
    case .restore(let setting):
      guard try others(relyingOn: setting).isEmpty else { return }
      try inHost(setting.namespace) {
        let path = "/proc/sys/\(setting.path)"
        do {
          let current = try readFile(path).filter { $0 > 0x20 }
          guard current == Array(setting.after.utf8) else { return }
          try writeSetting(path, setting.before + "\n")
        } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
          // The link whose setting it is has gone.
          return
        }
      }
    }
  }

  /// The other networks that need a setting as it is: gantry's in its registry, and those of engines whose bridges are
  /// still there: the plan may have removed one since the snapshot.
  private func others(relyingOn setting: HostSetting) throws -> [String] {
    let links = try access.inside(setting.namespace) { try $0.links().map(\.name) } ?? []
    return try state.registry().networks.filter { $0.relies(on: setting) }.map(\.name)
      + snapshot.engineNetworks(relyingOn: setting).filter { $0.bridge.map { links.contains($0.name) } ?? true }
      .map(\.name)
  }

  /// Engines turn IPv6 off in namespaces whose networks have none. This is the setting of a link of gantry's own, and it
  /// goes with the link.
  func allowIPv6(on link: LinkTarget) throws {
    guard !link.namespace.isOwn else { return }
    _ = try access.inside(link.namespace) { kernel in
      guard try kernel.index(of: link) != nil else { return }
      let path = "/proc/sys/net/ipv6/conf/\(link.name)/disable_ipv6"
      do {
        if try readFile(path).first == UInt8(ascii: "1") { try writeSetting(path, "0\n") }
      } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
        // The kernel has no IPv6, or the link another name by now: adding the address tells.
        return
      }
    }
  }
}
