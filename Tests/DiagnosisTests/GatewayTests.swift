import Addresses
import Diagnosis
import Testing
import Topology

@Suite("A gateway outside its link's subnets")
struct GatewayOffLinkTests {
  private let rule = "gateway-off-link"
  private let healthy = SmallHost.snapshot()

  @Test("It is told with the link's addresses")
  func offLink() throws {
    let snapshot = moved(healthy)
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.severity == .error)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(
      finding.evidence == [
        "ipv4 default route via 10.5.0.1 through eth0, metric 0", "eth0 has 10.6.0.2/24",
        "no route says that 10.5.0.1 is on eth0",
      ])
  }

  @Test("The host's own is a warning")
  func host() throws {
    let snapshot = healthy.editing(SmallHost.uplink) { $0.addresses = [] }
      .editing(SmallHost.host) { $0.routes.remove(at: 1) }
    #expect(findings(of: rule, in: snapshot).map(\.severity) == [.warning])
  }

  @Test("A gateway that the kernel knows how to look for is not told", arguments: Innocent.allCases)
  func innocents(innocent: Innocent) { #expect(findings(of: rule, in: innocent.applied(to: moved(healthy))) == []) }

  enum Innocent: CaseIterable {
    case onLinkFlag, routeOfItsOwn, pointToPoint, linkLocal, tunnel, linkDown, secondAddress

    func applied(to snapshot: Snapshot) -> Snapshot {
      switch self {
      case .onLinkFlag: snapshot.editing(SmallHost.one) { $0.routes[0].nextHops[0].isOnLink = true }
      case .routeOfItsOwn: snapshot.editing(SmallHost.one) { $0.routes.append(SmallHost.route("10.5.0.1/32", dev: 2)) }
      case .pointToPoint:
        snapshot.editing(SmallHost.eth0One) { link in
          link.addresses = [LinkAddress(SmallHost.prefix("10.6.0.2/32"), peer: SmallHost.address("10.5.0.1"))]
        }
      case .linkLocal:
        snapshot.editing(SmallHost.one) { $0.routes[0].nextHops[0].gateway = SmallHost.address("fe80::1") }
      case .tunnel: snapshot.editing(SmallHost.eth0One) { $0.kind = .wireguard }
      case .linkDown: snapshot.editing(SmallHost.eth0One) { $0.isUp = false }
      case .secondAddress:
        snapshot.editing(SmallHost.eth0One) { $0.addresses.append(LinkAddress(SmallHost.prefix("10.5.0.9/24"))) }
      }
    }
  }

  /// The address was replaced, the route stayed.
  private func moved(_ snapshot: Snapshot) -> Snapshot {
    snapshot.editing(SmallHost.eth0One) { $0.addresses = [LinkAddress(SmallHost.prefix("10.6.0.2/24"))] }
      .editing(SmallHost.one) { $0.routes[1] = SmallHost.route("10.6.0.0/24", dev: 2) }
  }
}

@Suite("A gateway that does not answer")
struct GatewaySilentTests {
  private let rule = "gateway-silent"
  private let healthy = SmallHost.snapshot()

  @Test("It is told with its state in the neighbour table", arguments: [Neighbour.State.failed, .incomplete])
  func silent(state: Neighbour.State) throws {
    let finding = try #require(findings(of: rule, in: asked(state)).first)
    #expect(finding.severity == .warning)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(finding.evidence[1] == "neighbour 10.5.0.1 on eth0 is \(state)")
    #expect(finding.evidence.last == "its cable leads to br0, which has 10.5.0.1/24")
    #expect(finding.remedy.hasSuffix("nsenter -t 101 -n ping -c 1 10.5.0.1"))
  }

  @Test(
    "One that answers, answered a while ago, is just being asked again, or that nobody asked for yet is not told",
    arguments: [Neighbour.State.reachable, .stale, .delay, .probe, .permanent, .none])
  func answering(state: Neighbour.State) {
    #expect(findings(of: rule, in: asked(state)) == [])
    #expect(findings(of: rule, in: healthy) == [])
  }

  @Test("Another neighbour's silence, one on another link, and one with a cause that is told are not told")
  func innocents() {
    #expect(findings(of: rule, in: asked(.failed, "10.5.0.77")) == [])
    #expect(findings(of: rule, in: asked(.failed, link: 7)) == [])
    #expect(findings(of: rule, in: asked(.failed).editing(SmallHost.eth0One) { $0.hasCarrier = false }) == [])
    #expect(findings(of: rule, in: asked(.failed).editing(SmallHost.bridge) { $0.isUp = false }) == [])
  }

  @Test("Where all stations are known, their addresses decide and the table is history", arguments: [true, false])
  func closed(hasAddress: Bool) {
    var snapshot = asked(.failed, in: healthy)
    if !hasAddress { snapshot = snapshot.editing(SmallHost.bridge) { $0.addresses = [] } }
    #expect(Doctor.findings(in: snapshot).map(\.rule) == (hasAddress ? [] : ["bridge-without-gateway"]))
  }

  private func asked(_ state: Neighbour.State, _ address: String = "10.5.0.1", link: Int32 = 2) -> Snapshot {
    asked(state, address, link: link, in: open)
  }

  /// Whoever is behind the card may have any address.
  private var open: Snapshot { healthy.editing(SmallHost.uplink) { $0.master = SmallHost.bridge.index } }

  private func asked(
    _ state: Neighbour.State, _ address: String = "10.5.0.1", link: Int32 = 2, in snapshot: Snapshot
  ) -> Snapshot {
    snapshot.editing(SmallHost.one) { one in
      one.neighbours = [Neighbour(address: SmallHost.address(address), mac: nil, link: link, state: state)]
    }
  }
}
