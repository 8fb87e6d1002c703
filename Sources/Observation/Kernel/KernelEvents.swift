import Glibc
import LinuxSystem
import Netlink
import SystemPackage

/// What the kernel tells without being asked: events of links, addresses, routes and numbers in gantry's own namespace
/// and in all that have a number there, and that a mount has come or gone.
struct KernelEvents: ~Copyable {
  private var monitor: RtnetlinkMonitor
  private let mounts: OwnedDescriptor

  private static let groups: [MulticastGroup] = [
    .link, .ipv4Address, .ipv6Address, .ipv4Route, .ipv6Route, .ipv4Rule, .ipv6Rule, .nextHop,
    .namespaceID,
  ]

  /// Begins to listen, in the namespace of the calling thread.
  /// - Throws: where no socket can be had; without the right to hear other namespaces, only gantry's own is heard.
  init() throws {
    let monitor = try Self.listen()
    let path = "/proc/self/mountinfo"
    mounts = OwnedDescriptor(owning: try syscall("open", on: path) { open(path, O_RDONLY | O_CLOEXEC) })
    self.monitor = monitor
  }

  private static func listen() throws(NetlinkError) -> RtnetlinkMonitor {
    do throws(NetlinkError) {
      return try RtnetlinkMonitor(groups, allNamespaces: true)
    } catch  where error.errno == .notPermitted {
      return try RtnetlinkMonitor(groups)
    }
  }

  /// For `Epoll.add` with `.input`: something was told.
  var links: CInt { monitor.rawValue }

  /// For `Epoll.add` with `.priority` and edge-triggered: a mount has come or gone (proc_pid_mounts(5)).
  var mountTable: CInt { mounts.rawValue }

  /// Takes out what was told.
  mutating func receive() throws(NetlinkError) -> Heard {
    var heard = Heard()
    var outcome = try receive(into: &heard)
    while outcome != .current {
      if outcome == .overrun { heard.isComplete = false }
      outcome = try receive(into: &heard)
    }
    return heard
  }

  private mutating func receive(into heard: inout Heard) throws(NetlinkError) -> RtnetlinkMonitor.Outcome {
    try monitor.receive { (message, number) throws(NetlinkError) in
      if let event = try RtnetlinkEvent(message) { heard.events.append((event, number)) }
    }
  }

  /// What was told, in the order in which it happened.
  struct Heard {
    /// Each with the number of the namespace it happened in; nil for gantry's own.
    var events: [(event: RtnetlinkEvent, number: Int32?)] = []
    /// False where something was lost.
    var isComplete = true
  }
}
