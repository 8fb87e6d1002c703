import Addresses
import TestSupport
import Testing
import Topology

@Suite("The table of counters")
struct CounterTableTests {
  private let first = TutorialHost.snapshot()

  /// The picture some seconds later, as an observer makes it where only figures have changed.
  private func refreshed(ticks: UInt64) -> Snapshot {
    let later = TutorialHost.snapshot(ticks: ticks)
    var counters = first.counters
    for place in counters.indices {
      if let newer = later.counters[counters.links[place]] { counters[place] = newer }
    }
    return first.refreshed(time: later.time, instant: later.instant, sources: later.sources, counters: counters)
  }

  @Test("It knows the counters of its links, and where those of a namespace are")
  func lookup() {
    let table = first.counters
    #expect(table.links == table.links.sorted())
    #expect(table[TutorialHost.link(TutorialHost.host, 13)]?.rxBytes == 900)
    #expect(table[TutorialHost.link(TutorialHost.host, 99)] == nil)
    let inWeb = table.positions(of: TutorialHost.web).map { table.links[$0].index }
    #expect(inWeb == [1, 12])
    #expect(table.positions(of: NamespaceID(device: 4, inode: 1)).isEmpty)
    #expect(CounterTable(table.byLink) == table)
  }

  @Test("A picture with newer figures shares its places and its links with the one before, and looks as one made anew")
  func refreshing() {
    let later = refreshed(ticks: 3)
    #expect(later == TutorialHost.snapshot(ticks: 3))
    #expect(later.counters.sharesPlaces(with: first.counters))
    #expect(!TutorialHost.snapshot(ticks: 3).counters.sharesPlaces(with: first.counters))
    #expect(zip(later.namespaces, first.namespaces).allSatisfy { $0.isCopy(of: $1) })
    #expect(LinkSuccession(from: first, to: later).isUnchanged)
  }

  @Test("Rates and histories are the same, whether places are shared or compared link by link")
  func sharedOrNot() {
    var (shared, compared) = (RateTable(), RateTable())
    var (sharedHistory, comparedHistory) = (RateHistory(), RateHistory())
    var earlier = (first, first)
    for ticks in 1...5 as ClosedRange<UInt64> {
      let later = (refreshed(ticks: ticks), TutorialHost.snapshot(ticks: ticks))
      shared = shared.advanced(from: earlier.0, to: later.0)
      compared = compared.advanced(from: earlier.1, to: later.1)
      sharedHistory.add(later.0)
      comparedHistory.add(later.1)
      earlier = later
    }
    #expect(shared == compared)
    #expect(shared.total == compared.total)
    #expect(shared.total?.rxBytes == 12_000)
    for link in first.counters.links {
      let series = sharedHistory.series(of: link, in: first, seconds: 6)
      #expect(series == comparedHistory.series(of: link, in: first, seconds: 6))
      #expect(link.index == 1 || !series.isUnknown)
    }
  }

  @Test("Neighbours that are other ones are taken over with newer figures; the rest stays what it was in memory")
  func neighbours() throws {
    let neighbour = Neighbour(
      address: try #require(IPAddress("172.17.0.1")), mac: nil, link: 10, state: .reachable)
    let later = first.refreshed(
      time: first.time, instant: first.instant, sources: first.sources, counters: first.counters,
      changed: [TutorialHost.bbox01]
    ) { $0.neighbours = [neighbour] }
    #expect(later.namespace(TutorialHost.bbox01)?.neighbours == [neighbour])
    #expect(zip(later.namespaces, first.namespaces).count { $0.isCopy(of: $1) } == first.namespaces.count - 1)
  }
}
