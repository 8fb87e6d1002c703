import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct MissingNetworkTests {
  private let healthy = TutorialHost.snapshot()

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "missing-network" }
  }

  private func referring(to id: String?, _ name: String = "app") -> Snapshot {
    healthy.editing("bbox01") { bbox01 in
      bbox01.state = .exited
      bbox01.endpoints = [Endpoint(networkID: id, network: name, driver: nil, aliases: ["db"])]
    }
  }

  @Test("A stopped container that refers to a network which is gone is named, with what makes it start again")
  func gone() throws {
    let finding = try #require(findings(in: referring(to: "0123456789abcdef")).first)
    #expect(finding.severity == .warning && finding.object == .container(TutorialHost.key("bbox01")))
    #expect(finding.title == "bbox01 refers to the network app, which does not exist: it cannot be started")
    #expect(finding.evidence.first == "bbox01 is exited, with an endpoint in app, id 0123456789ab")
    #expect(finding.remedy.hasSuffix(": docker network create app && docker network connect --alias db app bbox01"))
  }

  @Test("A network of the same name with another id does not help it: it has to be connected to that")
  func namesake() throws {
    let finding = try #require(findings(in: referring(to: "0123456789abcdef", "bridge")).first)
    #expect(finding.evidence.last?.hasPrefix("docker has a network bridge, but with the id ") == true)
    #expect(finding.remedy.hasSuffix(": docker network connect --alias db bridge bbox01"))
  }

  @Test("A container that was never started knows its network by name only, and is well where that is there")
  func neverStarted() {
    #expect(findings(in: referring(to: nil, "bridge")) == [])
    #expect(findings(in: referring(to: nil)).count == 1)
    #expect(findings(in: healthy) == [])
  }

  @Test("An engine that does not answer proves nothing")
  func silent() {
    let snapshot = referring(to: "0123456789abcdef")
    let sources = snapshot.sources.map { source in
      var source = source
      if source.name == "docker" { source.state = .slow }
      return source
    }
    #expect(findings(in: snapshot.with(sources: sources)) == [])
  }
}
