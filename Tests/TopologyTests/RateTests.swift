import TestSupport
import Testing
import Topology

@Suite struct RateTests {
  private let first = TutorialHost.snapshot()
  private let second = TutorialHost.snapshot(ticks: 2)

  @Test("A rate is the difference of two readings by the time between them")
  func rate() {
    let rates = RateTable(from: first, to: second)
    #expect(
      rates[TutorialHost.link(TutorialHost.bbox01, 10)]
        == Rate(rxBytes: 12_000, txBytes: 3_000, rxPackets: 120, txPackets: 30))
    #expect(rates[TutorialHost.link(TutorialHost.bbox01, 99)] == nil)
  }

  @Test("The two ends of a cable mirror each other")
  func mirrored() {
    let rates = RateTable(from: first, to: second)
    #expect(
      rates[TutorialHost.link(TutorialHost.bbox01, 10)]?.mirrored
        == rates[TutorialHost.link(TutorialHost.host, 11)])
  }

  @Test("A network's rate is what its members receive and send, whatever its bridge counts; without a bridge unknown")
  func network() throws {
    let rates = RateTable(from: first, to: second)
    func rate(_ name: String) throws -> Rate? {
      rates.rate(of: try #require(second.network(TutorialHost.networkKey(name))), in: second)
    }
    #expect(try rate("bridge") == rates[TutorialHost.link(TutorialHost.bbox01, 10)])
    #expect(try rate("lab") == .zero)
    #expect(try rate("host") == nil)
  }

  @Test("A counter that goes down, or no time at all, makes no rate")
  func noRate() {
    func counters(_ second: UInt64, _ rx: UInt64) -> Counters {
      Counters(
        readAt: Instant(nanoseconds: second * 1_000_000_000), rxBytes: rx, txBytes: 0, rxPackets: 0, txPackets: 0)
    }
    #expect(Rate(from: counters(1, 10), to: counters(2, 9)) == nil)
    #expect(Rate(from: counters(1, 10), to: counters(1, 20)) == nil)
    #expect(Rate(from: counters(2, 10), to: counters(1, 20)) == nil)
    #expect(Rate(from: counters(1, 10), to: counters(3, 30))?.rxBytes == 10)
  }

  @Test("Where counters were not read anew, a link keeps the rate it had; where they were, it has the new one")
  func kept() {
    let id = TutorialHost.link(TutorialHost.bbox01, 10)
    let other = TutorialHost.link(TutorialHost.host, 11)
    let rates = RateTable(from: first, to: second)
    let still = rates.advanced(from: second, to: second)
    #expect(still == rates)
    // The host's counters are read at the fourth tick, the container's are as they were at the second.
    let later = TutorialHost.snapshot(ticks: 4)
    let partly = later.altered { host in
      host.counters[id] = second.counters[id]
      host.counters[other]?.rxBytes += 2_000
    }
    let mixed = still.advanced(from: second, to: partly)
    #expect(mixed[id] == rates[id])
    #expect(mixed[other]?.rxBytes == (rates[other]?.rxBytes ?? 0) + 1_000)
  }

  @Test("Until counters were read twice no rate is known, however many pictures come")
  func unknown() {
    let id = TutorialHost.link(TutorialHost.bbox01, 10)
    let once = RateTable().advanced(from: first, to: first).advanced(from: first, to: first)
    #expect(once == RateTable())
    #expect(once.advanced(from: first, to: second)[id] != nil)
  }

  /// bbox01's eth0 is another link, or not read.
  private static let others: [@Sendable (inout SnapshotParts) -> Void] = [
    { $0.namespace(TutorialHost.bbox01) { $0.cookie = 1 } },
    { $0.link(TutorialHost.link(TutorialHost.bbox01, 10)) { $0.name = "eth1" } },
    { $0.link(TutorialHost.link(TutorialHost.bbox01, 10)) { $0.mac = nil } },
    { $0.counters[TutorialHost.link(TutorialHost.bbox01, 10)] = nil },
  ]

  @Test("What is no longer there, or is another link, keeps no rate")
  func forgotten() {
    let id = TutorialHost.link(TutorialHost.bbox01, 10)
    let rates = RateTable(from: first, to: second)
    for edit in Self.others + [{ $0.namespace(TutorialHost.bbox01) { $0.links.remove(at: 1) } }] {
      let other = second.altered(edit)
      #expect(rates.advanced(from: second, to: other)[id] == nil)
      #expect(rates.advanced(from: second, to: other).advanced(from: other, to: second)[id] == nil)
    }
  }

  @Test("A used inode, another name or another hardware address makes another link, without a rate")
  func anotherLink() {
    let id = TutorialHost.link(TutorialHost.bbox01, 10)
    for edit in Self.others { #expect(RateTable(from: first, to: second.altered(edit))[id] == nil) }
  }

  @Test("A namespace's traffic leaves out lo, ports of its bridges and links stacked on its own")
  func namespace() throws {
    let rates = RateTable(from: first, to: second)
    let host = try #require(second.hostNamespace)
    // eth0, docker0, br-lab and veth9; not the two ports of docker0.
    #expect(rates.rate(of: host)?.rxBytes == 1_203_000.0)
    let bbox03 = try #require(second.namespace(TutorialHost.bbox03))
    #expect(rates.rate(of: bbox03) == nil)
  }

  @Test("A shared namespace is counted with its owner, and host mode never gets the host's traffic")
  func containers() throws {
    let rates = RateTable(from: first, to: second)
    func rate(_ name: String) throws -> Rate? {
      rates.rate(of: try #require(second.container(TutorialHost.key(name))), in: second)
    }
    #expect(try rate("bbox01")?.rxBytes == 12_000)
    #expect(try rate("bbox04") == nil)
    #expect(try rate("bbox02") == nil)
    #expect(rates.total?.rxBytes == 12_000)
  }
}
