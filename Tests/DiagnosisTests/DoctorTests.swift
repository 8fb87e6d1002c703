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
}
