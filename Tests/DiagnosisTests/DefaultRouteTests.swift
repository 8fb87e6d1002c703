import Addresses
import Diagnosis
import Testing
import Topology

@Suite struct DefaultRouteTests {
  private let rule = "no-default-route"
  private let healthy = SmallHost.snapshot()

  @Test("A container without a default route on a network that has a gateway is told, with the way back")
  func lost() throws {
    let snapshot = healthy.editing(SmallHost.one) { $0.routes.removeFirst() }
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.severity == .error)
    #expect(finding.object == .container(SmallHost.key("one")))
    #expect(
      finding.evidence == [
        "docker says gateway 10.5.0.1 for net0 (eth0)", "net:[11] has no ipv4 default route in 1 routes",
      ])
    #expect(finding.remedy.hasSuffix(": nsenter -t 101 -n ip route add default via 10.5.0.1 dev eth0"))
    #expect(Doctor.findings(in: snapshot).count == 1, "nobody else tells it")
  }

  @Test("Each family is looked at by itself")
  func ipv6() throws {
    let snapshot = healthy.editing("one") { container in
      container.endpoints[0].configured?.gateways.append(SmallHost.address("fd00::1"))
    }
    .editing(SmallHost.eth0One) { $0.addresses.append(LinkAddress(SmallHost.prefix("fd00::2/64"))) }
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.remedy.hasSuffix("ip -6 route add default via fd00::1 dev eth0"))
  }

  @Test("A kernel's own refusal is no way out")
  func refusal() {
    let snapshot = healthy.editing(SmallHost.one) { one in
      one.routes[0] = Route(destination: .all(.ipv4), kind: .unreachable, metric: .max, nextHops: [])
    }
    #expect(findings(of: rule, in: snapshot).count == 1)
  }

  @Test("Who has a way out, wants none, or can't have one is not told", arguments: Innocent.allCases)
  func innocents(innocent: Innocent) {
    #expect(findings(of: rule, in: innocent.applied(to: healthy)) == [])
  }

  enum Innocent: CaseIterable {
    case refusesOnPurpose, halves, otherTable, isInternal, linkDown, noAddressOfThatFamily, stopped, hostMode

    func applied(to snapshot: Snapshot) -> Snapshot {
      let bare = snapshot.editing(SmallHost.one) { $0.routes.removeFirst() }
      func adding(_ routes: Route...) -> Snapshot { bare.editing(SmallHost.one) { $0.routes += routes } }
      switch self {
      case .refusesOnPurpose:
        return adding(Route(destination: .all(.ipv4), kind: .blackhole, nextHops: []))
      case .halves: return adding(SmallHost.route("0.0.0.0/1", dev: 9), SmallHost.route("128.0.0.0/1", dev: 9))
      case .otherTable:
        var route = SmallHost.route("default", via: "10.5.0.1", dev: 2)
        route.table = 100
        return adding(route)
      case .isInternal: return bare.editingNetwork { $0.isInternal = true }
      case .linkDown: return bare.editing(SmallHost.eth0One) { $0.isUp = false }
      case .noAddressOfThatFamily:
        return snapshot.editing("one") { $0.endpoints[0].configured?.gateways.append(SmallHost.address("fd00::1")) }
      case .stopped:
        return bare.editing("one") { container in
          container.state = .exited
          container.namespace = nil
          container.endpoints[0].link = nil
        }
      case .hostMode: return bare.editing("one") { $0.mode = .host }
      }
    }
  }
}
