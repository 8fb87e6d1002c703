import Addresses
import Diagnosis
import Testing
import Topology

@Suite("A bridge that is down")
struct BridgeDownTests {
  private let rule = "bridge-down"
  private let down = SmallHost.snapshot().editing(SmallHost.bridge) { link in
    link.isUp = false
    link.hasCarrier = false
    link.operationalState = .down
  }

  @Test("It is told with who is plugged in, and how many use it as their gateway")
  func inUse() throws {
    let finding = try #require(findings(of: rule, in: down).first)
    #expect(finding.severity == .error)
    #expect(finding.title == "host/br0 is down, and 2 cables with it")
    #expect(
      finding.evidence == [
        "host/br0#3 is down, operational state down, no carrier", "plugged in and up: one/eth0, two/eth0",
        "2 of them use it as their gateway",
      ])
    #expect(finding.remedy == "Set it up: ip link set br0 up")
    #expect(Doctor.findings(in: down).map(\.rule) == [rule], "what follows from it is not told besides")
  }

  @Test("One that nobody uses is not missed")
  func unused() {
    let silent = [SmallHost.eth0One, SmallHost.eth0Two].reduce(down) { $0.editing($1) { $0.isUp = false } }
    #expect(findings(of: rule, in: silent) == [])
    #expect(findings(of: rule, in: SmallHost.snapshot()) == [])
  }
}

@Suite("A gateway that nobody on the bridge has")
struct BridgeWithoutGatewayTests {
  private let rule = "bridge-without-gateway"
  private let bare = SmallHost.snapshot().editing(SmallHost.bridge) { $0.addresses = [] }

  @Test("It is told on the bridge, with the engine's word and the address to give back")
  func bareBridge() throws {
    let finding = try #require(findings(of: rule, in: bare).first)
    #expect(findings(of: rule, in: bare).count == 1)
    #expect(finding.severity == .error)
    #expect(finding.object == .link(SmallHost.bridge))
    #expect(
      finding.evidence == [
        "br0#3 has no address", "default route via 10.5.0.1: one/eth0, two/eth0",
        "none of the 3 stations on the segment answers for 10.5.0.1",
        "docker says of net0: subnet 10.5.0.0/24, gateway 10.5.0.1",
      ])
    #expect(finding.remedy.hasSuffix(": ip addr add 10.5.0.1/24 dev br0"))
  }

  @Test("Another member may be the router, and so may whoever is behind a port that leads out or was not read")
  func routers() {
    let router = bare.editing(SmallHost.eth0Two) { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.1/24"))] }
      .editing(SmallHost.two) { $0.routes = [] }
    #expect(findings(of: rule, in: router) == [])
    #expect(findings(of: rule, in: bare.editing(SmallHost.uplink) { $0.master = SmallHost.bridge.index }) == [])
    #expect(findings(of: rule, in: bare.editing(SmallHost.portTwo) { $0.peer?.proof = .oneSided }) == [])
  }

  @Test("Nobody misses a gateway on a bridge that nobody uses as one")
  func unused() {
    let quiet = [SmallHost.one, SmallHost.two].reduce(bare) { $0.editing($1) { $0.routes = [] } }
    #expect(findings(of: rule, in: quiet) == [])
  }
}

@Suite("A veth that is in no bridge")
struct VethWithoutBridgeTests {
  private let rule = "veth-without-bridge"
  private let loose = SmallHost.snapshot().editing(SmallHost.portOne) { link in
    link.master = nil
    link.port = nil
  }

  @Test("It is told where an engine says that it belongs into one, and into which")
  func loosePort() throws {
    let finding = try #require(findings(of: rule, in: loose).first)
    #expect(finding.severity == .error)
    #expect(finding.object == .link(SmallHost.portOne))
    #expect(finding.evidence.last == "docker says that it is on net0, whose bridge is br0")
    #expect(finding.remedy == "Plug it in: ip link set v1 master br0")
  }

  @Test("Without an engine it is a warning, for a namespace that is no container's a remark")
  func withoutEngine() throws {
    let native = loose.editing("one") { $0.endpoints = [] }
    #expect(findings(of: rule, in: native).map(\.severity) == [.warning])
    let named = native.editing(SmallHost.one) { $0.containers = [] }
    #expect(findings(of: rule, in: named).map(\.severity) == [.info])
  }

  @Test("A neighbour that answers proves that it leads somewhere, but does not outweigh the engine's word")
  func answering() {
    let answer = Neighbour(address: SmallHost.address("10.5.0.1"), mac: SmallHost.mac(9), link: 2, state: .stale)
    let heard = loose.editing(SmallHost.one) { $0.neighbours = [answer] }
    #expect(findings(of: rule, in: heard).count == 1)
    #expect(findings(of: rule, in: heard.editing("one") { $0.endpoints = [] }) == [])
  }

  @Test(
    "A cable that is routed, addressed, stacked on, switched by others, spare or down is no loose one",
    arguments: Innocent.allCases)
  func innocents(innocent: Innocent) { #expect(findings(of: rule, in: innocent.applied(to: loose)) == []) }

  enum Innocent: CaseIterable {
    case hostRoute, routeInOtherTable, addressed, stackedOn, openvSwitch, spare, down

    func applied(to snapshot: Snapshot) -> Snapshot {
      switch self {
      case .hostRoute:
        snapshot.editing(SmallHost.host) { $0.routes.append(SmallHost.route("10.5.0.2/32", dev: 11)) }
      case .routeInOtherTable:
        snapshot.editing(SmallHost.host) { host in
          var route = SmallHost.route("10.5.0.2/32", dev: 11)
          route.table = 100
          host.routes.append(route)
        }
      case .addressed:
        snapshot.editing(SmallHost.portOne) { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.1/30"))] }
      case .stackedOn:
        snapshot.adding(
          Link(
            id: LinkID(namespace: SmallHost.two, index: 9), name: "mac", kind: .macvlan(mode: "bridge"),
            parent: .init(link: LinkReference(id: SmallHost.portOne, name: "v1"), index: 11)))
      case .openvSwitch: snapshot.editing(SmallHost.portOne) { $0.master = 77 }
      case .spare: snapshot.editing(SmallHost.eth0One) { $0.addresses = [] }
      case .down: snapshot.editing(SmallHost.eth0One) { $0.isUp = false }
      }
    }
  }
}
