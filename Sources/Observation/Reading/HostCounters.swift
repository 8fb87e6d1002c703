import Netlink
import Topology

/// The counters of all links of gantry's own namespace at one moment.
struct HostCounters: Sendable {
  /// When they were read.
  let readAt: Instant
  /// By the links' indices, sorted.
  private let byIndex: [LinkStatisticsMessage]
  /// By the links' names, where only those are known.
  private let byName: [String: LinkStatistics]

  /// What `RTM_GETSTATS` lists.
  init(_ messages: [LinkStatisticsMessage], readAt: Instant) {
    let isSorted = zip(messages, messages.dropFirst()).allSatisfy { $0.index < $1.index }
    byIndex = isSorted ? messages : messages.sorted { $0.index < $1.index }
    byName = [:]
    self.readAt = readAt
  }

  /// What `/proc/net/dev` lists.
  init(_ devices: NetworkDevices, readAt: Instant) {
    byIndex = []
    byName = devices.statistics
    self.readAt = readAt
  }

  /// Sets the counters of those links that are in it; `links` is sorted by index.
  func write(to links: inout [LinkReading]) {
    var position = 0
    for link in links.indices {
      let index = links[link].link.index
      while position < byIndex.count, byIndex[position].index < index { position += 1 }
      let found = position < byIndex.count && byIndex[position].index == index ? byIndex[position].statistics : nil
      guard let statistics = found ?? byName[links[link].link.name] else { continue }
      links[link].link.counters = Counters(statistics, readAt: readAt)
    }
  }
}
