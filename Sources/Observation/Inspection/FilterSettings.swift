import LinuxSystem
import Topology

extension BridgeFiltering {
  /// Reads the settings of the namespace that the calling thread is in; nil where the kernel has none of them
  /// (`br_netfilter` is not loaded).
  static func read() -> BridgeFiltering? {
    guard let ipv4 = number(in: "/proc/sys/net/bridge/bridge-nf-call-iptables"),
      let ipv6 = number(in: "/proc/sys/net/bridge/bridge-nf-call-ip6tables"),
      let arp = number(in: "/proc/sys/net/bridge/bridge-nf-call-arptables")
    else { return nil }
    return BridgeFiltering(ipv4: ipv4 != 0, ipv6: ipv6 != 0, arp: arp != 0)
  }
}

extension Conntrack {
  /// Reads the fill of the namespace that the calling thread is in; nil where nothing can be tracked.
  static func read() -> Conntrack? {
    guard let count = number(in: "/proc/sys/net/netfilter/nf_conntrack_count"),
      let limit = number(in: "/proc/sys/net/netfilter/nf_conntrack_max")
    else { return nil }
    let statistics = try? readFile("/proc/thread-self/net/stat/nf_conntrack")
    return Conntrack(
      count: count, limit: limit, drops: statistics.flatMap { drops(in: String(decoding: $0, as: UTF8.self)) })
  }

  /// The sum of the column `drop` over all processors: a line of names, then one of hexadecimal numbers for each.
  static func drops(in statistics: String) -> UInt64? {
    let lines = statistics.split(separator: "\n").map { $0.split(separator: " ") }
    guard let column = lines.first?.firstIndex(of: "drop") else { return nil }
    return lines.dropFirst().reduce(0) { sum, line in
      sum &+ (line.indices.contains(column) ? UInt64(line[column], radix: 16) ?? 0 : 0)
    }
  }
}

/// The number that a file of sysctl(8) holds; nil where there is none.
private func number(in path: String) -> Int? {
  guard let bytes = try? readFile(path) else { return nil }
  return Int(String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace })
}
