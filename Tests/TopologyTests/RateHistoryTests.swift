import TestSupport
import Testing
import Topology

@Suite("The history of rates")
struct RateHistoryTests {
  private static let id = TutorialHost.link(TutorialHost.host, 2)
  private static let start: UInt64 = 1_000_000_000_000

  /// A reading: when, in milliseconds, and how many bytes were received by then.
  private struct Reading {
    var at: UInt64
    var rx: UInt64
  }

  private static func snapshot(_ reading: Reading?, seenAt: UInt64? = nil, edit: (inout Link) -> Void = { _ in })
    -> Snapshot
  {
    let base = TutorialHost.snapshot()
    return base.altered { host in
      host.instant = Instant(nanoseconds: start + (seenAt ?? reading?.at ?? 0) * 1_000_000)
      host.link(id, edit)
      host.counters[id] = reading.map {
        Counters(
          readAt: Instant(nanoseconds: start + $0.at * 1_000_000), rxBytes: $0.rx, txBytes: $0.rx / 2, rxPackets: 0,
          txPackets: 0)
      }
    }
  }

  private static func history(_ readings: [Reading]) -> RateHistory {
    var history = RateHistory()
    for reading in readings { history.add(snapshot(reading)) }
    return history
  }

  private func samples(_ history: RateHistory, _ seconds: Int, of link: LinkID = id) -> [Double?] {
    history.series(of: link, in: TutorialHost.snapshot(), seconds: seconds).rx
  }

  @Test("A reading a second makes a sample a second, both ways; what was before the first is unknown")
  func samples() {
    let history = Self.history([.init(at: 0, rx: 0), .init(at: 1000, rx: 100), .init(at: 2000, rx: 400)])
    let series = history.series(of: Self.id, in: TutorialHost.snapshot(), seconds: 4)
    #expect(series.rx == [nil, nil, 100, 300])
    #expect(series.tx == [nil, nil, 50, 150])
  }

  @Test("It is flat where nothing has moved for as long as it goes back, and all of that is known")
  func flatness() {
    var history = RateHistory()
    func read(_ second: UInt64, _ rx: UInt64) -> Bool {
      history.add(Self.everything(at: second, rx: rx))
      return history.isFlat
    }
    #expect((0...119 as ClosedRange<UInt64>).allSatisfy { !read($0, 5) })
    #expect(read(120, 5) && read(121, 5))
    // Something moves.
    #expect((122...241 as ClosedRange<UInt64>).allSatisfy { !read($0, 6) })
    #expect(read(242, 6))
    // A counter goes down.
    #expect((243...362 as ClosedRange<UInt64>).allSatisfy { !read($0, 0) })
    #expect(read(363, 0))
  }

  @Test("It is not flat while a link is behind the others, nor after a gap")
  func flatnessOfAll() {
    var history = RateHistory()
    for second in 0...130 as ClosedRange<UInt64> { history.add(Self.everything(at: second, rx: 5)) }
    #expect(history.isFlat)
    history.add(Self.everything(at: 131, rx: 5, butOneAt: 130))
    #expect(!history.isFlat)
  }

  /// All links of the host were read at a second, but one perhaps earlier.
  private static func everything(at second: UInt64, rx: UInt64, butOneAt earlier: UInt64? = nil) -> Snapshot {
    func instant(_ second: UInt64) -> Instant { Instant(nanoseconds: start + second * 1_000_000_000) }
    return TutorialHost.snapshot().altered { host in
      host.instant = instant(second)
      for link in host.counters.keys {
        host.counters[link] = Counters(
          readAt: instant(link == id ? earlier ?? second : second), rxBytes: rx, txBytes: 0, rxPackets: 0, txPackets: 0)
      }
    }
  }

  @Test("Pictures with the same reading make one sample")
  func sameReading() {
    var history = Self.history([.init(at: 0, rx: 0), .init(at: 1000, rx: 100)])
    for seenAt in [1100, 1400, 1900, 2100] as [UInt64] {
      history.add(Self.snapshot(.init(at: 1000, rx: 100), seenAt: seenAt))
    }
    #expect(samples(history, 3) == [nil, nil, 100])
  }

  @Test("Readings in quick succession are taken together")
  func quickReadings() {
    let history = Self.history([
      .init(at: 0, rx: 0), .init(at: 1000, rx: 100), .init(at: 1040, rx: 200), .init(at: 1080, rx: 200),
      .init(at: 2000, rx: 300),
    ])
    #expect(samples(history, 3) == [nil, 100, 200])
  }

  @Test("A reading after ten seconds holds for all of them, and until it comes they are unknown")
  func rareReadings() {
    var history = Self.history([.init(at: 0, rx: 0), .init(at: 10_000, rx: 1000)])
    let tenSeconds: [Double?] = Array(repeating: 100, count: 10)
    #expect(samples(history, 12) == [nil, nil] + tenSeconds)
    // Another link is read meanwhile.
    history.add(
      Self.snapshot(.init(at: 10_000, rx: 1000), seenAt: 12_000).altered { host in
        host.counters[TutorialHost.link(TutorialHost.host, 5)]?.readAt = Instant(
          nanoseconds: Self.start + 12_000_000_000)
      })
    #expect(samples(history, 4) == [100, 100, nil, nil])
  }

  @Test("Where nothing was read for long there is a gap")
  func gap() {
    let history = Self.history([
      .init(at: 0, rx: 0), .init(at: 1000, rx: 100), .init(at: 31_000, rx: 9_000_000), .init(at: 32_000, rx: 9_000_200),
    ])
    #expect(samples(history, 4) == [nil, nil, nil, 200])
    #expect(samples(history, 32).first == 100)
  }

  @Test("A counter that goes down makes a gap, and no spike afterwards")
  func reset() {
    let history = Self.history([
      .init(at: 0, rx: 5000), .init(at: 1000, rx: 5100), .init(at: 2000, rx: 7), .init(at: 3000, rx: 57),
    ])
    #expect(samples(history, 3) == [100, nil, 50])
  }

  @Test("Another name, hardware address or namespace makes another link, which begins anew")
  func anotherLink() {
    let edits: [(inout Link) -> Void] = [{ $0.name = "other" }, { $0.mac = nil }]
    for edit in edits {
      var history = Self.history([.init(at: 0, rx: 0), .init(at: 1000, rx: 100)])
      history.add(Self.snapshot(.init(at: 2000, rx: 900), edit: edit))
      #expect(samples(history, 3) == [nil, nil, nil])
    }
  }

  @Test("A link that is gone, or not read, is let go")
  func forgetting() {
    var history = Self.history([.init(at: 0, rx: 0), .init(at: 1000, rx: 100)])
    history.add(Self.snapshot(nil, seenAt: 2000))
    #expect(samples(history, 3) == [nil, nil, nil])
    history.add(Self.snapshot(.init(at: 3000, rx: 500)))
    history.add(Self.snapshot(.init(at: 4000, rx: 510)))
    #expect(samples(history, 5) == [nil, nil, nil, nil, 10])
  }

  @Test("No more than two minutes are kept")
  func capacity() {
    let history = Self.history((0..<300).map { (second: UInt64) in Reading(at: second * 1000, rx: second * second) })
    let known = samples(history, 400)
    #expect(known.prefix(280).allSatisfy { $0 == nil })
    let expected: [Double?] = (180..<300).map { (second: Int) in Double(2 * second - 1) }
    #expect(Array(known.suffix(RateHistory.capacity)) == expected)
  }

  @Test("Both ends of a cable have a history, though one is kept")
  func mirrored() {
    var history = RateHistory()
    for tick in 0..<3 as Range<UInt64> { history.add(TutorialHost.snapshot(ticks: tick)) }
    let snapshot = TutorialHost.snapshot(ticks: 2)
    let near = history.series(of: TutorialHost.link(TutorialHost.host, 11), in: snapshot, seconds: 2)
    let far = history.series(of: TutorialHost.link(TutorialHost.bbox01, 10), in: snapshot, seconds: 2)
    #expect(far.rx == [12_000, 12_000])
    #expect(far == near.mirrored)
    #expect(far.sum == [15_000, 15_000])
  }

  @Test("Of a bridge its ports are told, of a namespace what enters and leaves it")
  func sums() throws {
    var history = RateHistory()
    for tick in 0..<2 as Range<UInt64> { history.add(TutorialHost.snapshot(ticks: tick)) }
    let snapshot = TutorialHost.snapshot(ticks: 1)
    let bridge = history.series(throughPortsOf: TutorialHost.link(TutorialHost.host, 5), in: snapshot, seconds: 1)
    #expect(bridge.rx == [12_000])
    let host = history.series(of: try #require(snapshot.hostNamespace), in: snapshot, seconds: 1)
    #expect(host.rx == [1_203_000])
    let none = try #require(snapshot.namespace(TutorialHost.bbox03))
    #expect(history.series(of: none, in: snapshot, seconds: 5).isUnknown)
  }
}
