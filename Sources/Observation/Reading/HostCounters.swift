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

  /// Sets the counters of those links that are in it; `links` are sorted by index.
  func write(to table: inout CounterTable, of links: [LinkReading]) {
    guard let namespace = links.first?.link.id.namespace else { return }
    var places = table.positions(of: namespace)[...]
    var position = 0
    for link in links.indices {
      let id = links[link].link.id
      while let place = places.first, table.links[place] < id { places.removeFirst() }
      guard let place = places.first, table.links[place] == id else { continue }
      while position < byIndex.count, byIndex[position].index < id.index { position += 1 }
      let found = position < byIndex.count && byIndex[position].index == id.index ? byIndex[position].statistics : nil
      guard let statistics = found ?? byName[links[link].link.name] else { continue }
      table[place] = Counters(statistics, readAt: readAt)
    }
  }
}
