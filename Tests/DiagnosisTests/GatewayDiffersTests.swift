import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

@Suite struct GatewayDiffersTests {
  private let healthy = TutorialHost.snapshot()
  private let lab = IPAddress("10.88.0.1") ?? IPAddress(ipv4: 0)

  @Test("With two networks, the gateway that the kernel does not use is named beside the one it does")
  func twoNetworks() throws {
    let finding = try #require(findings(in: onTwoNetworks).first)
    #expect(finding.severity == .info)
    #expect(finding.object == .container(TutorialHost.key("bbox01")))
    #expect(finding.title == "bbox01: 172.17.0.1 is not the gateway in use")
    #expect(
      finding.evidence == [
        "docker says gateway 172.17.0.1 for bridge (eth0)",
        "the kernel has ipv4 default route via 10.88.0.1 through eth1",
      ])
  }

  @Test("An engine and a kernel that agree are no finding; nor is a link that is down, which explains itself")
  func innocents() {
    #expect(findings(in: healthy) == [])
  }

  @Test("A default route that was lost is another rule's")
  func lost() {
    #expect(findings(in: healthy.editing(TutorialHost.bbox01) { $0.routes = [] }) == [])
  }

  @Test("A gateway that only a worse route leads to is not in use")
  func metric() {
    let snapshot = healthy.editing(TutorialHost.bbox01) { namespace in
      namespace.routes[0].metric = 100
      namespace.routes.append(Route(destination: .all(.ipv4), metric: 5, nextHops: [.init(gateway: lab, link: 10)]))
    }
    #expect(findings(in: snapshot).count == 1)
  }

  @Test("On an internal network nobody expects a way out")
  func isInternal() {
    let snapshot = onTwoNetworks
    let networks = snapshot.networks.map { network in
      var network = network
      network.isInternal = network.name == "bridge"
      return network
    }
    #expect(findings(in: snapshot.with(networks: networks)) == [])
  }

  @Test("What could not be read differs from nothing")
  func unread() {
    #expect(findings(in: onTwoNetworks.editing(TutorialHost.bbox01) { $0.access = .denied("EPERM") }) == [])
  }

  /// bbox01 with a second link to the network `lab`, through which its default route leads.
  private var onTwoNetworks: Snapshot {
    healthy.editing(TutorialHost.bbox01) { namespace in
      namespace.links.append(Link(id: TutorialHost.link(TutorialHost.bbox01, 30), name: "eth1", kind: .veth))
      namespace.routes[0].nextHops = [.init(gateway: lab, link: 30)]
    }
    .editing("bbox01") { bbox01 in
      bbox01.endpoints.append(
        Endpoint(
          networkID: TutorialHost.id("lab"), network: "lab", driver: "bridge",
          link: LinkReference(id: TutorialHost.link(TutorialHost.bbox01, 30), name: "eth1"),
          configured: .init(gateways: [lab])))
    }
  }

  private func findings(in snapshot: Snapshot) -> [Finding] {
    Doctor.findings(in: snapshot).filter { $0.rule == "gateway-differs" }
  }
}
