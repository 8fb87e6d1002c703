import Addresses
import CLinux
import Netlink
import Testing

@Suite("Links as kernels tell of them")
struct GoldenLinkTests {
  @Test("The kind of a link is read with what it adds", arguments: kinds)
  func kind(file: String, kind: LinkKind) throws {
    let link = try Golden(file).decode(LinkMessage.self)
    #expect(link.kind == kind)
  }

  private static let kinds: [(String, LinkKind)] = [
    ("Recorded/lo", .device), ("Recorded/veth", .veth), ("Recorded/veth-elsewhere", .veth), ("Recorded/ifb", .ifb),
    ("Recorded/macvlan", .macvlan(.vepa)), ("Recorded/macvtap", .macvtap(.private)),
    ("Recorded/macvlan-elsewhere", .macvlan(.bridge)),
    (
      "Recorded/bridge",
      .bridge(
        make(BridgeInfo()) {
          $0.id = BridgeInfo.ID(priority: 4096, address: MACAddress(bits: 0x0200_0000_0010))
          $0.root = $0.id
          $0.isSpanningTreeOn = true
          $0.ageingTime = 2000
          $0.forwardDelay = 700
        })
    ),
    (
      "Recorded/vxlan",
      .vxlan(
        make(VXLANInfo()) {
          $0.id = 42
          $0.link = 3
          $0.group = IPAddress("239.1.1.1")
          $0.local = IPAddress("192.0.2.1")
          $0.port = 4789
          $0.isLearning = true
        })
    ),
    (
      "Recorded/vxlan-ipv6",
      .vxlan(
        make(VXLANInfo()) {
          $0.id = 43
          $0.group = IPAddress("2001:db8::7")
          $0.local = IPAddress("2001:db8::1")
          $0.port = 8472
        })
    ),
    (
      "Recorded/vxlan-external",
      .vxlan(
        make(VXLANInfo()) {
          $0.port = 4789
          $0.isExternal = true
        })
    ),
    (
      "Recorded/tun",
      .tun(
        make(TunInfo()) {
          $0.isPersistent = true
          $0.owner = 1000
          $0.group = 1001
        })
    ),
    (
      "Recorded/tap",
      .tun(
        make(TunInfo()) {
          $0.isTap = true
          $0.isPersistent = true
        })
    ),
    ("Constructed/dummy", .dummy), ("Constructed/wireguard", .wireguard),
    ("Constructed/unheard-of", .other("quantum")),
    (
      "Constructed/vlan",
      .vlan(
        make(VLANInfo()) {
          $0.id = 42
          $0.tagProtocol = 0x88a8
        })
    ),
    ("Constructed/ipvlan", .ipvlan(.l3s)),
    (
      "Constructed/bond",
      .bond(
        make(BondInfo()) {
          $0.mode = .activeBackup
          $0.activeMember = 4
        })
    ),
    ("Constructed/vrf", .vrf(table: 1010)),
    (
      "Constructed/geneve",
      .geneve(
        make(GeneveInfo()) {
          $0.id = 77
          $0.remote = IPAddress("192.0.2.7")
          $0.port = 6081
        })
    ),
    (
      "Constructed/gre",
      .tunnel(
        .gre,
        make(between("192.0.2.1", "192.0.2.7")) {
          $0.inputKey = 1001
          $0.outputKey = 1002
        })
    ),
    ("Constructed/gretap", .tunnel(.gretap, between("192.0.2.1", "192.0.2.7"))),
    ("Constructed/ip6gre", .tunnel(.ip6gre, make(between("2001:db8::1", "2001:db8::7")) { $0.link = nil })),
    ("Constructed/ipip", .tunnel(.ipip, between("192.0.2.1", "192.0.2.7"))),
    (
      "Constructed/sit",
      .tunnel(
        .sit,
        make(TunnelInfo()) {
          $0.local = IPAddress("192.0.2.1")
          $0.ttl = 64
        })
    ),
    ("Constructed/vti", .tunnel(.vti, between("192.0.2.1", "192.0.2.7"))),
  ]

  @Test("A veth's peer is an index here, or an index and a namespace's number")
  func peers() throws {
    let (here, there) = try (
      Golden("Recorded/veth").decode(LinkMessage.self), Golden("Recorded/veth-elsewhere").decode(LinkMessage.self)
    )
    #expect(here.link == 2 && here.linkNamespaceID == nil && here.alias == "uplink")
    #expect(there.link == 2 && there.linkNamespaceID == 0 && there.alias == nil)
    #expect(here.mac == MACAddress("02:00:00:00:00:01") && here.mtu == 1500 && here.hardwareType == 1)
    let parent = try Golden("Recorded/macvlan-elsewhere").decode(LinkMessage.self)
    #expect(parent.link == 3 && parent.linkNamespaceID == 0)
  }

  @Test("A bridge's port is told with its settings")
  func bridgePort() throws {
    let link = try Golden("Recorded/bridge-port").decode(LinkMessage.self)
    let expected = make(BridgePort()) {
      $0.state = .disabled
      $0.number = 1
      $0.cost = 9
      $0.priority = 3
      $0.isHairpin = true
      $0.isIsolated = true
      $0.isGuarded = true
      $0.isLearning = false
      $0.isFlooding = false
      $0.suppressesNeighbours = true
    }
    #expect(link.port == .bridge(expected))
    #expect(link.kind == .veth && link.master == 4)
  }

  @Test("A bond's member is told with its state")
  func bondMember() throws {
    let link = try Golden("Constructed/bond-member").decode(LinkMessage.self)
    let expected = make(BondMember()) {
      $0.isActive = false
      $0.isUp = true
      $0.failures = 5
      $0.permanentAddress = MACAddress("02:00:00:00:00:99")
    }
    #expect(link.port == .bond(expected))
  }

  @Test("Flags, state, carrier and counters are the link's")
  func state() throws {
    let loopback = try Golden("Recorded/lo").decode(LinkMessage.self)
    #expect(loopback.flags == [.loopback, .up, .running, .lowerUp] && loopback.operationalState == .unknown)
    #expect(loopback.statistics != nil && loopback.hasCarrier == true && loopback.hardwareType == 772)
    let veth = try Golden("Recorded/veth").decode(LinkMessage.self)
    #expect(!veth.flags.contains(.up) && veth.operationalState == .down && veth.hasCarrier == false)
    let tun = try Golden("Recorded/tun").decode(LinkMessage.self)
    #expect(tun.mac == nil && tun.flags.contains([.pointToPoint, .noARP]))
  }

  @Test("Further names are told in their order")
  func alternativeNames() throws {
    let link = try Golden("Recorded/alternative-names").decode(LinkMessage.self)
    #expect(link.alternativeNames == ["theFirstOtherName", "another"])
  }

  @Test("Modes that are not known here keep their numbers")
  func unknownModes() throws {
    #expect(
      try LinkMessage.constructed(Construction("macvlan") { $0.add(IFLA_MACVLAN_MODE, UInt32(64)) }).kind
        == .macvlan(.other(64)))
    #expect(
      try LinkMessage.constructed(Construction("macvlan") { $0.add(IFLA_MACVLAN_MODE, UInt32(8)) }).kind
        == .macvlan(.passthru))
    #expect(
      try LinkMessage.constructed(Construction("ipvlan") { $0.add(IFLA_IPVLAN_MODE, UInt16(9)) }).kind
        == .ipvlan(.other(9)))
    #expect(
      try LinkMessage.constructed(Construction("bond") { $0.add(IFLA_BOND_MODE, UInt8(200)) }).kind == .bond(BondInfo())
    )
  }

  private static func between(_ local: String, _ remote: String) -> TunnelInfo {
    make(TunnelInfo()) {
      $0.link = 3
      $0.local = IPAddress(local)
      $0.remote = IPAddress(remote)
    }
  }
}

func make<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var value = value
  change(&value)
  return value
}

extension LinkMessage {
  static func constructed(_ construction: Construction) throws -> LinkMessage {
    guard let message = NetlinkMessage(construction.bytes.span.bytes) else { throw Unexpected(what: construction.name) }
    return try LinkMessage(message)
  }
}
