import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct HiddenPeerTests {
  private let snapshot = TutorialHost.snapshot()

  @Test("A veth whose other end is in no namespace that was found is told with its numbers")
  func hidden() throws {
    let finding = try #require(findings(in: snapshot).first)
    #expect(findings(in: snapshot).count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.object == .link(TutorialHost.link(TutorialHost.host, 20)))
    #expect(finding.evidence.last == "the kernel names its peer #3 in nsid 7, and none of 5 namespaces is that")
    #expect(finding.remedy.hasSuffix("ip link delete veth9"))
  }

  @Test("Who may not look everywhere only gets a remark, and no advice to delete anything")
  func denied() throws {
    let blind = snapshot.with(sources: [Source(name: "kernel", state: .denied, detail: "CAP_SYS_PTRACE is missing")])
    let finding = try #require(findings(in: blind).first)
    #expect(finding.severity == .info)
    #expect(finding.evidence.last == "not everything could be looked at: CAP_SYS_PTRACE is missing")
    #expect(!finding.remedy.contains("delete"))
  }

  @Test("An end that is found but could not be read is not hidden")
  func oneSided() {
    let seen = snapshot.editing(TutorialHost.host) { host in
      host.links[6].peer = Peer(namespace: TutorialHost.labX, index: 3, name: nil, nsid: 4, proof: .oneSided)
    }
    #expect(findings(in: seen) == [])
  }

  @Test("The uplink of a host that is itself in a namespace is a remark, and nothing advises to delete it")
  func uplink() throws {
    let inner = snapshot.editing(TutorialHost.host) { host in
      host.routes.append(Route(destination: .all(.ipv4), nextHops: [.init(gateway: nil, link: 20)]))
    }
    let finding = try #require(findings(in: inner).first)
    #expect(finding.severity == .info)
    #expect(finding.title.contains("this host is itself in a namespace"))
    #expect(!finding.remedy.contains("delete"))
  }

  @Test("A link that has an address, or that routes lead through, is not to be deleted")
  func inUse() throws {
    let pod = try #require(IPPrefix("10.9.0.7/32"))
    let used = snapshot.editing(TutorialHost.host) { host in
      host.routes.append(Route(destination: pod, nextHops: [.init(gateway: nil, link: 20)]))
    }
    let finding = try #require(findings(in: used).first)
    #expect(finding.severity == .warning)
    #expect(!finding.remedy.contains("delete"))
  }

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "hidden-peer" }
  }
}
