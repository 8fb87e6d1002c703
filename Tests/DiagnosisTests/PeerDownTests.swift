import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct PeerDownTests {
  private let healthy = TutorialHost.snapshot()

  @Test("The end that is down is told, with what is up, the port, and the whole way back")
  func containerEnd() throws {
    let finding = try #require(findings(in: healthy).first)
    #expect(findings(in: healthy).count == 1)
    #expect(finding.severity == .error)
    #expect(finding.object == .link(TutorialHost.link(TutorialHost.web, 12)))
    #expect(
      finding.evidence == [
        "web/eth0#12 is down, operational state down, no carrier",
        "host/veth77a01cc#13 is up, operational state lowerlayerdown, no carrier",
        "as a port of docker0 it is disabled",
        "net:[4026532402] has no default route",
      ])
    #expect(
      finding.remedy
        == "Set eth0 up and put back what went with it: nsenter -t 4750 -n ip link set eth0 up && "
        + "nsenter -t 4750 -n ip route add default via 172.17.0.1 dev eth0")
  }

  @Test("IPv6 addresses that went with the link are put back before the routes")
  func lostIPv6() throws {
    let snapshot = healthy.editing("web") { web in
      web.endpoints[0].configured?.addresses += [IPPrefix("fd00::3/64")].compactMap(\.self)
      web.endpoints[0].configured?.gateways += [IPAddress("fd00::1")].compactMap(\.self)
    }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.remedy.contains("ip -6 addr add fd00::3/64 dev eth0 && "))
    #expect(finding.remedy.hasSuffix("ip -6 route add default via fd00::1 dev eth0"))
  }

  @Test("A default route that another link still gives is not added again")
  func otherWayOut() throws {
    let snapshot = healthy.editing(TutorialHost.web) { web in
      web.routes = [Route(destination: .all(.ipv4), nextHops: [.init(gateway: IPAddress(ipv4: 1), link: 3)])]
    }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.remedy == "Set eth0 up: nsenter -t 4750 -n ip link set eth0 up")
  }

  @Test("A host's end that is down is a warning, and the remedy enters nothing")
  func hostEnd() throws {
    let snapshot = healthy.editing(TutorialHost.host) { $0.links[5].isUp = false }
      .editing(TutorialHost.web) { $0.links[1].isUp = true }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.severity == .warning)
    #expect(finding.remedy == "Set veth77a01cc up: ip link set veth77a01cc up")
  }

  @Test("A namespace with nothing but a name is entered by its mount, quoted")
  func namedNamespace() throws {
    let snapshot = healthy.editing(TutorialHost.web) { web in
      web.holders = [Holder(.mount, path: "/run/netns/it's")]
      web.containers = []
      web.roles = [.named]
      web.names = ["it's"]
    }
    let finding = try #require(findings(in: snapshot).first)
    #expect(finding.severity == .warning)
    #expect(finding.remedy == #"Set eth0 up: nsenter --net='/run/netns/it'\''s' ip link set eth0 up"#)
  }

  @Test("Two ends that are down together are nobody's problem")
  func bothDown() {
    #expect(findings(in: healthy.editing(TutorialHost.host) { $0.links[5].isUp = false }) == [])
  }

  @Test("A pairing that is not proved accuses nobody")
  func unproved() {
    #expect(findings(in: healthy.editing(TutorialHost.host) { $0.links[5].peer?.proof = .oneSided }) == [])
  }

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "peer-down" }
  }
}
