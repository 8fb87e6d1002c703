import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct StrandedSharerTests {
  private let healthy = TutorialHost.snapshot()

  @Test("A sharer whose target was started again is stranded in the dead namespace")
  func restarted() throws {
    let fresh = NamespaceID(device: 4, inode: 4_026_532_999)
    let snapshot = healthy.editing("bbox01") { bbox01 in
      bbox01.namespace = fresh
      bbox01.pid = 5001
    }
    .editing(TutorialHost.bbox01) { $0.links.removeLast() }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.severity == .error)
    #expect(finding.object == .container(TutorialHost.key("bbox04")))
    #expect(
      finding.evidence == [
        "bbox04 is in net:[4026532177], which has lo only", "bbox01 is in net:[4026532999], pid 5001",
      ])
    #expect(finding.remedy.hasSuffix(": docker restart bbox04"))
  }

  @Test("A sharer whose target does not run is stranded", arguments: [Container.State.exited, .dead, .created])
  func stopped(state: Container.State) throws {
    let snapshot = healthy.editing("bbox01") { bbox01 in
      bbox01.state = state
      bbox01.namespace = nil
      bbox01.pid = nil
    }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.title.contains("does not run"))
    #expect(finding.evidence.first == "bbox01 is \(state.rawValue)")
    #expect(finding.remedy.hasSuffix(": docker start bbox01 && docker restart bbox04"))
  }

  @Test("A sharer whose target is gone is stranded, and a restart is no remedy")
  func gone() throws {
    let snapshot = healthy.with(containers: healthy.containers.filter { $0.name != "bbox01" })
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.evidence.first == "docker has no container 62626f783031")
    #expect(!finding.remedy.contains("docker restart"))
  }

  @Test("A sharer that shares what its target has now is well")
  func innocent() {
    #expect(findings(in: healthy) == [])
  }

  @Test("A target that is on its way up again, or can't be looked into, proves nothing")
  func unproved() {
    for state in [Container.State.restarting, .running] {
      let snapshot = healthy.editing("bbox01") { bbox01 in
        bbox01.state = state
        bbox01.namespace = nil
      }
      #expect(findings(in: snapshot) == [])
    }
    #expect(findings(in: healthy.editing("bbox04") { $0.namespace = nil }) == [])
  }

  @Test("Where the engine does not answer, a target it does not list is not called gone")
  func silentEngine() {
    let snapshot = healthy.with(
      containers: healthy.containers.filter { $0.name != "bbox01" },
      sources: [Source(name: "kernel", state: .ok), Source(name: "docker", state: .slow)])
    #expect(findings(in: snapshot) == [])
  }

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "stranded-sharer" }
  }
}
