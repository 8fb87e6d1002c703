import Diagnosis
import Testing
import Topology

@Suite struct MTUDiffersTests {
  private let rule = "mtu-differs"
  private let healthy = SmallHost.snapshot()

  @Test("Two ends of a cable that differ are told, and the one that differs from the bridge is to be changed")
  func ends() throws {
    let snapshot = healthy.editing(SmallHost.eth0One) { $0.mtu = 9000 }
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(findings(of: rule, in: snapshot).count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(
      finding.evidence == [
        "one/eth0#2 has MTU 9000", "host/v1#11 has MTU 1500",
        "host/v1 drops what one/eth0 sends of more than 1500 bytes",
      ])
    #expect(finding.remedy == "Give both ends the same MTU: nsenter -t 101 -n ip link set eth0 mtu 1500")
  }

  @Test("Where the bridge agrees with neither end, the larger one gives way")
  func noReferee() throws {
    let snapshot = healthy.editing(SmallHost.portOne) { $0.mtu = 8000 }.editing(SmallHost.eth0One) { $0.mtu = 9000 }
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.remedy.hasSuffix("nsenter -t 101 -n ip link set eth0 mtu 8000"))
  }

  @Test("Members of one bridge whose frames differ in size are told once, on the bridge")
  func members() throws {
    let snapshot = jumbo(SmallHost.portOne, SmallHost.eth0One, in: healthy)
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(findings(of: rule, in: snapshot).count == 1)
    #expect(finding.object == .link(SmallHost.bridge))
    #expect(finding.concerns(.container(SmallHost.key("two")), in: snapshot))
    #expect(
      finding.evidence == [
        "host/br0#3 has MTU 1500", "MTU 1500: two/eth0", "more than that: one/eth0, up to 9000",
        "frames of more than 1500 bytes from these to those are dropped",
      ])
  }

  @Test("A bridge whose own MTU is larger than a port's is told")
  func bridge() throws {
    let finding = try #require(
      findings(of: rule, in: healthy.editing(SmallHost.bridge) { $0.mtu = 9000 }).first)
    #expect(finding.evidence.contains("more than that: host/br0, up to 9000"))
  }

  @Test("Jumbo frames all along, ends that are down, and a tunnel that could carry more are as they should be")
  func innocents() {
    let all = jumbo(SmallHost.portTwo, SmallHost.eth0Two, in: jumbo(SmallHost.portOne, SmallHost.eth0One, in: healthy))
    #expect(findings(of: rule, in: all.editing(SmallHost.bridge) { $0.mtu = 9000 }) == [])
    let down = healthy.editing(SmallHost.eth0One) { link in
      link.mtu = 9000
      link.isUp = false
    }
    #expect(findings(of: rule, in: down) == [])
    let tunnel = Link(
      id: LinkID(namespace: SmallHost.host, index: 20), name: "vxlan0", kind: .vxlan(.init(id: 1)), mtu: 9000,
      master: SmallHost.bridge.index)
    #expect(findings(of: rule, in: healthy.adding(tunnel)) == [])
  }

  @Test("A bridge that took over the lower MTU of a cable whose ends differ is not told besides")
  func consequence() {
    let snapshot = healthy.editing(SmallHost.portOne) { $0.mtu = 1400 }.editing(SmallHost.bridge) { $0.mtu = 1400 }
    #expect(findings(of: rule, in: snapshot).map(\.object) == [.link(SmallHost.eth0One)])
  }

  private func jumbo(_ port: LinkID, _ member: LinkID, in snapshot: Snapshot) -> Snapshot {
    snapshot.editing(port) { $0.mtu = 9000 }.editing(member) { $0.mtu = 9000 }
  }
}
