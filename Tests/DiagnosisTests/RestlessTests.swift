import Diagnosis
import Testing
import Topology

@Suite("A leftover name")
struct StaleNameTests {
  private let rule = "stale-name"
  private let healthy = SmallHost.snapshot()
  private let path = "/run/netns/blue"

  @Test("It is told with its file, and how to remove it, quoted")
  func stale() throws {
    let finding = try #require(findings(of: rule, in: healthy.with(staleNames: ["/run/netns/it's"])).first)
    #expect(finding.severity == .warning)
    #expect(finding.object == .namespace(SmallHost.host))
    #expect(finding.evidence == ["/run/netns/it's is there, and no namespace is mounted on it"])
    #expect(finding.remedy == #"Remove the name: ip netns delete 'it'\''s'"#)
  }

  @Test("A name that is mounted elsewhere is no leftover")
  func elsewhere() {
    let mounted = healthy.editing(SmallHost.two) { $0.names = ["blue"] }
    #expect(findings(of: rule, in: mounted.with(staleNames: [path])) == [])
  }

  @Test("Nothing is said before other mount namespaces were looked into")
  func pending() {
    for (state, count) in [(Source.State.pending, 0), (.failed, 0), (.ok, 1)] {
      let sources = healthy.sources + [Source(name: "deep scan", state: state)]
      let snapshot = healthy.with(sources: sources, staleNames: [path])
      #expect(findings(of: rule, in: snapshot).count == count)
    }
  }

  @Test("A name that is being made just now is not told")
  func beingMade() {
    let now = healthy.with(staleNames: [path])
    #expect(findings(of: rule, in: now, since: healthy) == [])
    #expect(findings(of: rule, in: now, since: now).count == 1)
  }
}

@Suite("Losses that grow")
struct LossesTests {
  private let rule = "losses"

  @Test("Drops that are more than a few are told with both readings")
  func drops() throws {
    let (earlier, later) = pair(dropped: 20, packets: 100)
    let finding = try #require(findings(of: rule, in: later, since: earlier).first)
    #expect(finding.severity == .warning)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(finding.title == "one/eth0 drops packets, and more all the time")
    #expect(finding.evidence == ["rx dropped 7 → 27 in 1.0 s", "100 packets were counted in 1.0 s"])
  }

  @Test("Losses that were read ten seconds apart are losses of ten seconds, however new the other counters are")
  func seldomRead() {
    let (earlier, later) = pair(dropped: 40, packets: 0)
    let rare = earlier.counting(SmallHost.eth0One) { $0?.lossesReadAt = Instant(nanoseconds: 0) }
    let seldom = later.counting(SmallHost.eth0One) { counters in
      counters?.lossesReadAt = Instant(nanoseconds: 10_000_000_000)
    }
    #expect(findings(of: rule, in: later, since: earlier).count == 1)
    #expect(findings(of: rule, in: seldom, since: rare) == [])
    #expect(
      findings(
        of: rule,
        in: later.counting(SmallHost.eth0One) {
          $0?.lossesReadAt = earlier.counters[SmallHost.eth0One]?.lossesReadAt ?? later.instant
        }, since: earlier) == [])
  }

  @Test("A single error is told")
  func errors() throws {
    let (earlier, later) = pair(errors: 1, packets: 100_000)
    let finding = try #require(findings(of: rule, in: later, since: earlier).first)
    #expect(finding.title == "one/eth0 has errors, and more all the time")
  }

  @Test("A stray frame of an unknown protocol, and a few of a great many, are normal")
  func few() {
    for (dropped, packets) in [(1, 0), (5, 0), (900, 100_000)] as [(UInt64, UInt64)] {
      let (earlier, later) = pair(dropped: dropped, packets: packets)
      #expect(findings(of: rule, in: later, since: earlier) == [])
    }
  }

  @Test("Losses of long ago, a reset, a link made anew, and what was not read at this end say nothing")
  func innocents() {
    let (earlier, later) = pair(dropped: 20, packets: 100)
    #expect(findings(of: rule, in: later) == [])
    #expect(findings(of: rule, in: later, since: later) == [])
    #expect(findings(of: rule, in: earlier, since: later) == [])
    #expect(
      findings(of: rule, in: later.editing(SmallHost.eth0One) { $0.mac = SmallHost.mac(7) }, since: earlier) == [])
    #expect(findings(of: rule, in: later.editing(SmallHost.one) { $0.cookie = 99 }, since: earlier) == [])
    let unread = later.counting(SmallHost.eth0One) { $0?.rxDropped = nil }
    #expect(findings(of: rule, in: unread, since: earlier) == [])
  }

  /// Two pictures a second apart, between which one/eth0 lost that much.
  private func pair(dropped: UInt64 = 0, errors: UInt64 = 0, packets: UInt64) -> (earlier: Snapshot, later: Snapshot) {
    func seen(_ seconds: UInt64) -> Snapshot {
      let snapshot = SmallHost.snapshot(seconds: seconds)
      return snapshot.counting(SmallHost.eth0One) { counters in
        counters = Counters(
          readAt: snapshot.instant, rxBytes: 0, txBytes: 0, rxPackets: 50 + seconds * packets, txPackets: 50,
          rxDropped: 7 + seconds * dropped, txDropped: 0, rxErrors: 3 + seconds * errors, txErrors: 0)
      }
    }
    return (seen(0), seen(1))
  }
}
