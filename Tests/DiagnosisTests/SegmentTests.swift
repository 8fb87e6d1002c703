import Addresses
import Diagnosis
import Testing
import Topology

@Suite("An address outside its bridge's subnets")
struct AddressOutsideSubnetTests {
  private let rule = "address-outside-subnet"
  private let stray = SmallHost.snapshot().editing(SmallHost.eth0One) {
    $0.addresses = [LinkAddress(SmallHost.prefix("10.6.0.2/24"))]
  }
  .editing(SmallHost.one) { $0.routes = [SmallHost.route("10.6.0.0/24", dev: 2)] }

  @Test("It is told with the bridge's subnets")
  func outside() throws {
    let finding = try #require(findings(of: rule, in: stray).first)
    #expect(finding.severity == .warning)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(
      finding.evidence == [
        "one/eth0 has 10.6.0.2/24", "its cable leads to host/br0, whose subnets are 10.5.0.0/24",
      ])
  }

  @Test("Where the engine's word is all there is, it counts")
  func engine() {
    let bare = stray.editing(SmallHost.bridge) { $0.addresses = [] }
    #expect(findings(of: rule, in: bare).count == 1)
    #expect(findings(of: rule, in: bare.with(networks: [])) == [], "a bridge without subnets takes any")
  }

  @Test("Who is served all the same is not told", arguments: Innocent.allCases)
  func innocents(innocent: Innocent) { #expect(findings(of: rule, in: innocent.applied(to: stray)) == []) }

  enum Innocent: CaseIterable {
    case secondOneFits, singleAddress, pointToPoint, routeToBridge, otherFamily, filtersVLANs, leadsOut, down

    func applied(to snapshot: Snapshot) -> Snapshot {
      func addresses(_ texts: String...) -> Snapshot {
        snapshot.editing(SmallHost.eth0One) { $0.addresses = texts.map { LinkAddress(SmallHost.prefix($0)) } }
      }
      switch self {
      case .secondOneFits: return addresses("10.6.0.2/24", "10.5.0.2/24")
      case .singleAddress: return addresses("10.6.0.2/32")
      case .pointToPoint:
        return snapshot.editing(SmallHost.eth0One) { $0.addresses[0].peer = SmallHost.address("10.6.0.1") }
      case .routeToBridge:
        return snapshot.editing(SmallHost.one) { $0.routes = [SmallHost.route("10.5.0.1/32", dev: 2)] }
      case .otherFamily: return addresses("fd00::2/64", "fe80::2/64")
      case .filtersVLANs:
        return snapshot.editing(SmallHost.bridge) { $0.kind = .bridge(.init(filtersVLANs: true)) }
      case .leadsOut:
        return snapshot.editing(SmallHost.uplink) { $0.master = SmallHost.bridge.index }.with(networks: [])
      case .down: return snapshot.editing(SmallHost.eth0One) { $0.isUp = false }
      }
    }
  }
}

@Suite("An address held twice")
struct DuplicateAddressTests {
  private let rule = "duplicate-address"
  private let healthy = SmallHost.snapshot()
  private var twice: Snapshot { having("10.5.0.3/24", in: healthy) }

  @Test("Two members with one address are told once, and it concerns both")
  func members() throws {
    let finding = try #require(findings(of: rule, in: twice).first)
    #expect(findings(of: rule, in: twice).count == 1)
    #expect(finding.severity == .error)
    #expect(finding.title == "10.5.0.3 is held 2 times on br0: one/eth0, two/eth0")
    #expect(
      finding.evidence == [
        "one/eth0#2 has 10.5.0.3, MAC 02:00:00:00:00:01", "two/eth0#2 has 10.5.0.3, MAC 02:00:00:00:00:02",
        "it belongs to two/eth0, as its engine says",
      ])
    #expect(
      finding.remedy == "Take it from who is not to have it: nsenter -t 101 -n ip addr del 10.5.0.3/24 dev eth0 && "
        + "nsenter -t 101 -n ip addr replace 10.5.0.2/24 dev eth0 && "
        + "nsenter -t 101 -n ip route replace default via 10.5.0.1 dev eth0")
    for name in ["one", "two"] { #expect(finding.concerns(.container(SmallHost.key(name)), in: twice)) }
  }

  @Test("A member with the bridge's own address is told on the member")
  func gateway() throws {
    let finding = try #require(findings(of: rule, in: having("10.5.0.1/24", in: healthy)).first)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(finding.involved == [.link(SmallHost.bridge)])
  }

  @Test("What the kernel itself detected is told, wherever it is")
  func detected() throws {
    let snapshot = healthy.editing(SmallHost.uplink) { link in
      link.addresses = [LinkAddress(SmallHost.prefix("2001:db8::2/64"), isDuplicate: true)]
    }
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(finding.title == "host/eth0: somebody else has 2001:db8::2/64")
  }

  @Test("Single addresses, link-local ones, other VLANs and ends that are down hold nothing twice")
  func innocents() {
    let virtual = having("10.5.0.9/32", in: healthy, SmallHost.eth0One, SmallHost.eth0Two)
    #expect(findings(of: rule, in: virtual) == [])
    #expect(findings(of: rule, in: having("fe80::1/64", in: healthy, SmallHost.eth0One, SmallHost.eth0Two)) == [])
    #expect(findings(of: rule, in: twice.editing(SmallHost.portTwo) { $0.isUp = false }) == [])
    let parted = twice.editing(SmallHost.bridge) { $0.kind = .bridge(.init(filtersVLANs: true)) }
      .editing(SmallHost.portOne) { $0.port?.vlans = [.init(id: 10, isPVID: true)] }
      .editing(SmallHost.portTwo) { $0.port?.vlans = [.init(id: 20, isPVID: true)] }
    #expect(findings(of: rule, in: parted) == [])
  }

  @Test("The same address on two bridges is nobody's")
  func otherBridge() {
    let other = LinkID(namespace: SmallHost.host, index: 4)
    let snapshot = twice.adding(Link(id: other, name: "br1", kind: .bridge(.init())))
      .editing(SmallHost.portTwo) { $0.master = other.index }
    #expect(findings(of: rule, in: snapshot) == [])
  }

  private func having(_ address: String, in snapshot: Snapshot, _ links: LinkID...) -> Snapshot {
    (links.isEmpty ? [SmallHost.eth0One] : links).reduce(snapshot) { snapshot, link in
      snapshot.editing(link) { $0.addresses = [LinkAddress(SmallHost.prefix(address))] }
    }
  }
}

@Suite("A hardware address held twice")
struct DuplicateMACTests {
  private let rule = "duplicate-mac"
  private let healthy = SmallHost.snapshot()

  @Test("Two members with one are told")
  func members() throws {
    let snapshot = having(SmallHost.mac(2))
    let finding = try #require(findings(of: rule, in: snapshot).first)
    #expect(findings(of: rule, in: snapshot).count == 1)
    #expect(finding.severity == .error)
    #expect(finding.title == "02:00:00:00:00:02 is held 2 times on br0: one/eth0, two/eth0")
  }

  @Test("A member with that of the bridge or of a port is told", arguments: [0xb0, 0xab, 0xac] as [UInt64])
  func ports(last: UInt64) throws {
    let finding = try #require(findings(of: rule, in: having(SmallHost.mac(last))).first)
    #expect(finding.object == .link(SmallHost.eth0One))
    #expect(finding.involved.count == 1)
  }

  @Test("Ports that share one among themselves, or with the bridge, and ends that are down are as they should be")
  func innocents() {
    let shared = healthy.editing(SmallHost.portOne) { $0.mac = SmallHost.mac(0xfe) }
      .editing(SmallHost.portTwo) { $0.mac = SmallHost.mac(0xfe) }
      .editing(SmallHost.bridge) { $0.mac = SmallHost.mac(0xfe) }
    #expect(findings(of: rule, in: shared) == [])
    #expect(findings(of: rule, in: having(SmallHost.mac(2)).editing(SmallHost.eth0Two) { $0.isUp = false }) == [])
  }

  private func having(_ mac: MACAddress) -> Snapshot { healthy.editing(SmallHost.eth0One) { $0.mac = mac } }
}
