import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct DoctorTests {
  private let snapshot = TutorialHost.snapshot()

  @Test("The worst comes first")
  func order() {
    let findings = Doctor.findings(in: snapshot)
    #expect(findings.map(\.rule) == ["peer-down", "hidden-peer"])
    #expect(findings.map(\.severity) == findings.map(\.severity).sorted())
  }

  @Test("Sources that are not well are no findings")
  func sources() {
    let troubled = snapshot.with(sources: [Source(name: "docker", state: .failed, detail: "500")])
    #expect(Doctor.findings(in: troubled) == Doctor.findings(in: snapshot))
  }

  @Test("Nothing is said of a host that is still being read")
  func pending() {
    let half = snapshot.with(sources: [Source(name: Source.kernelName, state: .pending)])
    #expect(Doctor.findings(in: half) == [])
  }

  @Test("A finding on a link concerns whoever is at either end of its cable, and nobody else")
  func concern() throws {
    let finding = try #require(Doctor.findings(in: snapshot).first)
    let concerned: [ObjectID] = [
      .container(TutorialHost.key("web")), .namespace(TutorialHost.web), .network(TutorialHost.networkKey("bridge")),
      .link(TutorialHost.link(TutorialHost.host, 13)), .link(TutorialHost.link(TutorialHost.web, 12)),
    ]
    for object in concerned { #expect(finding.concerns(object, in: snapshot), "\(object)") }
    let others: [ObjectID] = [
      .container(TutorialHost.key("bbox01")), .container(TutorialHost.key("bbox02")), .namespace(TutorialHost.host),
      .network(TutorialHost.networkKey("lab")), .link(TutorialHost.link(TutorialHost.host, 5)),
    ]
    for object in others { #expect(!finding.concerns(object, in: snapshot), "\(object)") }
  }

  @Test("A host on which nothing is wrong has no findings, seen once or twice")
  func healthy() {
    #expect(Doctor.findings(in: SmallHost.snapshot()) == [])
    #expect(Doctor.findings(in: SmallHost.snapshot(seconds: 1), since: SmallHost.snapshot()) == [])
  }

  @Test("A finding concerns everybody that is involved in it")
  func involved() throws {
    let snapshot = SmallHost.snapshot().editing(SmallHost.bridge) { $0.isUp = false }
    let finding = try #require(Doctor.findings(in: snapshot).first)
    for object in [
      ObjectID.container(SmallHost.key("one")), .container(SmallHost.key("two")), .network(SmallHost.network),
    ] {
      #expect(finding.concerns(object, in: snapshot))
    }
    #expect(!finding.concerns(.link(SmallHost.uplink), in: snapshot))
  }

  @Test("Where nothing was changed, what was found stays, and only what moves by itself is looked at again")
  func unchanged() {
    let earlier = SmallHost.snapshot().editing(SmallHost.bridge) { $0.isUp = false }
    let known = Doctor.findings(in: earlier)
    let silent = Neighbour(address: SmallHost.address("192.0.2.1"), mac: nil, link: 2, state: .failed)
    let later = SmallHost.snapshot(seconds: 1).editing(SmallHost.host) { $0.neighbours = [silent] }
    let found = Doctor.findings(in: later, since: earlier, unchangedBut: known)
    #expect(found.map(\.rule) == ["bridge-down", "gateway-silent"])
    let answered = SmallHost.snapshot(seconds: 2)
    #expect(Doctor.findings(in: answered, since: later, unchangedBut: found).map(\.rule) == ["bridge-down"])
  }

  @Test("Every rule has a name of its own that docs/schema.json allows, and says what it looks for")
  func rules() {
    #expect(Set(Doctor.ruleNames).count == Doctor.ruleNames.count)
    #expect(Doctor.ruleNames.allSatisfy { $0.wholeMatch(of: /[a-z][a-z-]*/) != nil })
    #expect(Doctor.subjects.count == Doctor.ruleNames.count)
    #expect(Doctor.subjects.allSatisfy { !$0.isEmpty })
  }

  @Test("A namespace that could not be read accuses nobody and is accused of nothing")
  func unread() {
    let snapshot = SmallHost.snapshot().editing(SmallHost.one) { one in
      one.links = []
      one.routes = []
      one.access = .denied("EPERM")
    }
    .editing(SmallHost.portOne) { $0.peer?.proof = .oneSided }
    #expect(Doctor.findings(in: snapshot) == [])
  }
}
