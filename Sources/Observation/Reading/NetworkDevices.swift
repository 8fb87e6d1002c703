import LinuxSystem
import Netlink

/// What `/proc/net/dev` says (proc_pid_net(5)): the kernel makes it without the lock that netlink needs, so it answers
/// while hundreds of namespaces are taken down.
struct NetworkDevices {
  /// Counters by the name of the link.
  private(set) var statistics: [String: LinkStatistics] = [:]

  /// Those of the calling thread's namespace.
  static func current() throws(SystemError) -> NetworkDevices {
    NetworkDevices(try readFile("/proc/thread-self/net/dev"))
  }

  /// Two lines of titles, then one a link: `eth0: bytes packets errs drop fifo frame compressed multicast` received,
  /// and the same with `colls carrier` sent. A damaged line is passed over.
  init(_ file: [UInt8]) {
    for line in file.split(separator: UInt8(ascii: "\n")).dropFirst(2) {
      // A name may hold a colon only where it is an alias of old: the last one ends it.
      guard let colon = line.lastIndex(of: UInt8(ascii: ":")) else { continue }
      let figures = line[(colon + 1)...].split(separator: UInt8(ascii: " ")).map { decimal($0) }
      guard figures.count >= 16, !figures.contains(nil) else { continue }
      let values = figures.map { $0 ?? 0 }
      var counters = LinkStatistics()
      (counters.rxBytes, counters.rxPackets, counters.rxErrors, counters.rxDropped) =
        (values[0], values[1], values[2], values[3])
      counters.multicast = values[7]
      (counters.txBytes, counters.txPackets, counters.txErrors, counters.txDropped) =
        (values[8], values[9], values[10], values[11])
      counters.collisions = values[13]
      let name = line[..<colon].drop { $0 == UInt8(ascii: " ") }
      statistics[String(decoding: name, as: UTF8.self)] = counters
    }
  }
}
