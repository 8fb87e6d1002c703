import Netlink
import Topology

/// The counters of all links of gantry's own namespace at one moment.
struct HostCounters: Sendable {
  /// When they were read.
  let readAt: Instant
  /// Sorted by the links' indices.
  private(set) var byIndex: [CounterTable.Reading]
  /// By the links' names, where only those are known.
  private let byName: [String: LinkStatistics]

  /// What `RTM_GETSTATS` lists.
  /// - Parameter count: how many links there probably are.
  init(_ kernel: inout Rtnetlink, expecting count: Int, readAt: Instant) throws(NetlinkError) {
    var readings: [CounterTable.Reading] = []
    readings.reserveCapacity(count)
    try kernel.forEachLinkStatistics {
      readings.removeAll(keepingCapacity: true)
    } _: { index, statistics in
      readings.append(CounterTable.Reading(statistics, index: index))
    }
    self.init(readings, readAt: readAt)
  }

  /// What was read of links with these indices, in any order.
  init(_ readings: [CounterTable.Reading], readAt: Instant) {
    // Most kernels list them so.
    let areSorted = readings.indices.dropFirst().allSatisfy { readings[$0 - 1].index < readings[$0].index }
    byIndex = areSorted ? readings : readings.sorted { $0.index < $1.index }
    byName = [:]
    self.readAt = readAt
  }

  /// What `/proc/net/dev` lists.
  init(_ devices: NetworkDevices, readAt: Instant) {
    byIndex = []
    byName = devices.statistics
    self.readAt = readAt
  }

  /// Sets the counters of those links that are in it; `links` are the namespace's, sorted by index.
  func write(to table: inout CounterTable, of links: [LinkReading]) {
    guard let namespace = links.first?.link.id.namespace else { return }
    let named = links.indices.lazy.compactMap { position in
      byName[links[position].link.name].map { CounterTable.Reading($0, index: links[position].link.index) }
    }
    table.take(byName.isEmpty ? byIndex : Array(named), of: namespace, at: readAt)
  }
}

extension CounterTable.Reading {
  /// What the kernel counted on the link with this index.
  @inline(__always)
  init(_ statistics: borrowing LinkStatistics, index: Int32) {
    self.init(
      index: index, rxBytes: statistics.rxBytes, txBytes: statistics.txBytes, rxPackets: statistics.rxPackets,
      txPackets: statistics.txPackets, rxDropped: statistics.rxDropped, txDropped: statistics.txDropped,
      rxErrors: statistics.rxErrors, txErrors: statistics.txErrors)
  }
}
