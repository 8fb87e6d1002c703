import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct NoCarrierTests {
  private let healthy = TutorialHost.snapshot()

  @Test("Hardware that is in use and has no carrier is told")
  func unplugged() throws {
    let snapshot = healthy.editing(TutorialHost.host) { $0.links[1].hasCarrier = false }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.object == .link(TutorialHost.link(TutorialHost.host, 2)))
    #expect(
      finding.evidence == [
        "host/eth0#2 is up, operational state up, no carrier", "it has 192.0.2.2/24, 2001:db8::2/64",
      ])
    #expect(finding.remedy.contains("ethtool eth0"))
  }

  @Test("A spare socket of the machine, one that is down, and a bridge without ports are as they should be")
  func innocents() {
    #expect(findings(in: healthy) == [])
    let spare = healthy.editing(TutorialHost.host) { host in
      host.links[1].hasCarrier = false
      host.links[1].addresses = [LinkAddress(IPPrefix("fe80::1/64") ?? .all(.ipv6))]
    }
    #expect(findings(in: spare) == [])
    let down = healthy.editing(TutorialHost.host) { host in
      host.links[1].hasCarrier = false
      host.links[1].isUp = false
    }
    #expect(findings(in: down) == [])
  }

  @Test("A bridge with a live port has no reason to be without a carrier")
  func bridge() {
    let dead = healthy.editing(TutorialHost.host) { $0.links[2].hasCarrier = false }
    #expect(findings(in: dead).map(\.object) == [.link(TutorialHost.link(TutorialHost.host, 5))])
  }

  @Test("A bridge that was not yet told of its port's carrier is not told of: the kernel does so within a second")
  func portJustUp() {
    let early = healthy.editing(TutorialHost.host) { host in
      host.links[2].hasCarrier = false
      host.links[4].operationalState = .lowerLayerDown
    }
    #expect(findings(in: early) == [])
  }

  @Test("A bridge whose ports wait for spanning tree is not told", arguments: [BridgePort.State.listening, .learning])
  func spanningTree(state: BridgePort.State) {
    let waiting = healthy.editing(TutorialHost.host) { host in
      host.links[2].hasCarrier = false
      host.links[2].kind = .bridge(.init(runsSTP: true))
      host.links[4].port?.state = state
    }
    #expect(findings(in: waiting) == [])
    #expect(findings(in: waiting.editing(TutorialHost.host) { $0.links[4].port?.state = .blocking }).count == 1)
  }

  @Test("A link stacked on a dead one is explained, on a live one it is not")
  func stacked() {
    for (parentHasCarrier, count) in [(true, 1), (false, 0)] {
      let snapshot = healthy.editing(TutorialHost.labX) { lab in
        lab.links[1].kind = .macvlan(mode: "bridge")
        lab.links[1].hasCarrier = false
        lab.links[1].parent = Link.Parent(
          link: LinkReference(id: TutorialHost.link(TutorialHost.host, 2), name: "eth0"), index: 2, nsid: 0)
      }
      .editing(TutorialHost.host) { $0.links[1].hasCarrier = parentHasCarrier }
      #expect(
        findings(in: snapshot).count { $0.object == .link(TutorialHost.link(TutorialHost.labX, 2)) } == count)
    }
  }

  @Test("A veth whose other end is up and yet has no carrier is told; one whose other end was not seen is not")
  func veth() {
    let dead = healthy.editing(TutorialHost.bbox01) { $0.links[1].hasCarrier = false }
    #expect(findings(in: dead).map(\.object) == [.link(TutorialHost.link(TutorialHost.bbox01, 10))])
    let unseen = dead.editing(TutorialHost.bbox01) { $0.links[1].peer?.proof = .oneSided }
    #expect(findings(in: unseen) == [])
  }

  @Test("A tap that no program holds open waits for one")
  func tap() {
    let snapshot = healthy.editing(TutorialHost.labX) { lab in
      lab.links[1].kind = .tap
      lab.links[1].hasCarrier = false
    }
    #expect(findings(in: snapshot) == [])
  }

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "no-carrier" }
  }
}
