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

  @Test("An entry that says so is history, and a remark", arguments: [Neighbour.State.failed, .incomplete])
  func silent(state: Neighbour.State) throws {
    let finding = try #require(findings(of: rule, in: asked(state, changed: 12)).first)
    #expect(finding.severity == .info)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(finding.title == "one/eth0: its gateway 10.5.0.77 did not answer when it was last asked")
    #expect(
      finding.evidence[1] == "10.5.0.77 on eth0 was unreachable 12 s ago: its neighbour entry is \(state.rawValue)")
    #expect(finding.evidence.last == "its cable leads to br0, which has 10.5.0.1/24")
    #expect(finding.remedy.hasSuffix("nsenter -t 101 -n ping -c 1 10.5.0.77"))
  }

  @Test("Where it was asked just now, the answer decides, whatever the entry says", arguments: [true, false])
  func inquired(isAnswered: Bool) throws {
    for state in [Neighbour.State.failed, .stale, .none] {
      let snapshot = asked(state).editing(SmallHost.one) { one in
        one.inquiries = [.init(link: 2, address: SmallHost.address("10.5.0.77"), isAnswered: isAnswered)]
      }
      let found = findings(of: rule, in: snapshot)
      #expect(found.map(\.severity) == (isAnswered ? [] : [.warning]))
      #expect(
        found.map { $0.evidence[1] }
          == (isAnswered
            ? [] : ["nobody answered an ARP request for 10.5.0.77 on eth0 within 300 ms just now"]))
    }
  }

  @Test("It is asked for where only that helps")
  func questions() {
    let question = NeighbourQuestion(
      link: SmallHost.eth0One, address: SmallHost.address("10.5.0.77"), source: SmallHost.address("10.5.0.2"),
      mac: SmallHost.mac(1))
    for state in [Neighbour.State.failed, .incomplete, .stale, .delay, .probe, .none] {
      #expect(Doctor.questions(in: asked(state)).filter { $0.link == SmallHost.eth0One } == [question])
    }
    #expect(Doctor.questions(in: open.editing(SmallHost.one, lost)).contains(question))
    // The kernel heard of it just now, or somebody who is known has the address.
    for state in [Neighbour.State.reachable, .permanent] {
      #expect(!Doctor.questions(in: asked(state)).contains(question))
    }
    #expect(Doctor.questions(in: asked(.failed, "10.5.0.1", in: open)) == [])
    #expect(!Doctor.questions(in: asked(.failed).editing(SmallHost.eth0One) { $0.isUp = false }).contains(question))
    #expect(
      !Doctor.questions(in: asked(.failed).editing(SmallHost.eth0One) { $0.hasCarrier = false }).contains(question))
  }

  @Test("Of a closed segment somebody may answer who is not seen, and then it has a gateway", arguments: [true, false])
  func closedInquiry(isAnswered: Bool) throws {
    let snapshot = healthy.editing(SmallHost.bridge) { $0.addresses = [] }
    let questions = Doctor.questions(in: snapshot).filter { $0.address == SmallHost.address("10.5.0.1") }
    #expect(questions.map(\.link) == [SmallHost.eth0One, SmallHost.eth0Two])
    let inquired = snapshot.editing(SmallHost.one) { one in
      one.inquiries = [.init(link: 2, address: SmallHost.address("10.5.0.1"), isAnswered: isAnswered)]
    }
    let found = findings(of: "bridge-without-gateway", in: inquired)
    #expect(found.count == (isAnswered ? 0 : 1))
    #expect(
      found.allSatisfy {
        $0.evidence.contains("nobody answered an ARP request for 10.5.0.1 on eth0 within 300 ms just now")
      })
  }

  @Test(
    "One that answers, answered a while ago, is just being asked again, or that nobody asked for yet is not told",
    arguments: [Neighbour.State.reachable, .stale, .delay, .probe, .permanent, .none])
  func answering(state: Neighbour.State) {
    #expect(findings(of: rule, in: asked(state)) == [])
    #expect(findings(of: rule, in: healthy) == [])
  }

  @Test("Another's silence, that on another link, of one that somebody has by now, and one with a cause are not told")
  func innocents() {
    #expect(findings(of: rule, in: asked(.failed, "10.5.0.1", in: open)) == [])
    #expect(findings(of: rule, in: asked(.failed, link: 7)) == [])
    #expect(findings(of: rule, in: asked(.failed).editing(SmallHost.eth0One) { $0.hasCarrier = false }) == [])
    #expect(findings(of: rule, in: asked(.failed).editing(SmallHost.bridge) { $0.isUp = false }) == [])
  }

  @Test("Where all stations are known, their addresses decide and the table is history", arguments: [true, false])
  func closed(hasAddress: Bool) {
    var snapshot = asked(.failed, "10.5.0.1", in: healthy)
    if !hasAddress { snapshot = snapshot.editing(SmallHost.bridge) { $0.addresses = [] } }
    #expect(Doctor.findings(in: snapshot).map(\.rule) == (hasAddress ? [] : ["bridge-without-gateway"]))
  }

  /// An entry for a gateway that nobody who is known has.
  private func asked(_ state: Neighbour.State, link: Int32 = 2, changed seconds: UInt64? = nil) -> Snapshot {
    asked(state, "10.5.0.77", link: link, changed: seconds, in: open.editing(SmallHost.one, lost))
  }

  private func lost(_ one: inout Namespace) { one.routes[0] = SmallHost.route("default", via: "10.5.0.77", dev: 2) }

  /// Whoever is behind the card may have any address.
  private var open: Snapshot { healthy.editing(SmallHost.uplink) { $0.master = SmallHost.bridge.index } }

  private func asked(
    _ state: Neighbour.State, _ address: String, link: Int32 = 2, changed seconds: UInt64? = nil, in snapshot: Snapshot
  ) -> Snapshot {
    snapshot.editing(SmallHost.one) { one in
      one.neighbours = [
        Neighbour(
          address: SmallHost.address(address), mac: nil, link: link, state: state,
          changedAt: seconds.map { Instant(nanoseconds: snapshot.instant.nanoseconds - $0 * 1_000_000_000) })
      ]
    }
  }
}
