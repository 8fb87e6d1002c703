import Addresses
import CLinux
import Glibc
import Netlink
import SystemPackage
import Testing

@Suite("Addresses, routes, neighbours and numbers as kernels tell of them")
struct GoldenMessageTests {
  @Test("Addresses")
  func addresses() throws {
    let first = try Golden("Recorded/address-ipv4").decode(AddressMessage.self)
    #expect(first.prefix == IPPrefix("10.1.2.3/24") && first.peer == nil && first.label == "v0:x")
    #expect(first.broadcast == IPAddress("10.1.2.255") && first.flags == .permanent && first.scope == 0)
    let peer = try Golden("Recorded/address-peer").decode(AddressMessage.self)
    #expect(peer.prefix == IPPrefix("10.9.0.1/32") && peer.peer == IPAddress("10.9.0.2") && peer.index == 3)
    let sixth = try Golden("Recorded/address-ipv6").decode(AddressMessage.self)
    #expect(sixth.prefix == IPPrefix("fd00::5/64") && sixth.flags.contains([.permanent, .tentative]))
    #expect(sixth.validLifetime == nil && sixth.preferredLifetime == nil && sixth.peer == nil)
  }

  @Test("Routes")
  func routes() throws {
    let several = try Golden("Recorded/route-multipath").decode(RouteMessage.self)
    #expect(several.destination == IPPrefix("10.5.0.0/16") && several.gateway == nil)
    #expect(
      several.nextHops == [
        NextHop(outputInterface: 3, gateway: IPAddress("10.1.2.9"), weight: 3),
        NextHop(outputInterface: 3, gateway: IPAddress("10.1.2.8")),
      ])
    let mixed = try Golden("Recorded/route-via-ipv6").decode(RouteMessage.self)
    #expect(mixed.gateway == IPAddress("fd00::9") && mixed.destination.address.family == .ipv4)
    let first = try Golden("Recorded/route-default").decode(RouteMessage.self)
    #expect(first.destination == .all(.ipv4) && first.gateway == IPAddress("10.1.2.1") && first.outputInterface == 3)
    #expect(first.metric == 7 && first.mtu == 1400 && first.preferredSource == IPAddress("10.1.2.3"))
    #expect(first.table == RouteMessage.Table.main && first.origin == 3 && first.kind == .unicast)
    let sixth = try Golden("Recorded/route-ipv6").decode(RouteMessage.self)
    #expect(sixth.destination == .all(.ipv6) && sixth.gateway == IPAddress("fd00::1") && sixth.metric == 1024)
    #expect(try Golden("Recorded/route-unreachable").decode(RouteMessage.self).kind == .unreachable)
  }

  @Test("Neighbours and forwarding tables")
  func neighbours() throws {
    let neighbour = try Golden("Recorded/neighbour").decode(NeighbourMessage.self)
    #expect(neighbour.family == UInt8(AF_INET) && neighbour.destination == IPAddress("10.1.2.4"))
    #expect(neighbour.mac == MACAddress("02:00:00:00:00:04") && neighbour.state == .permanent)
    let entry = try Golden("Recorded/forwarding-bridge").decode(NeighbourMessage.self)
    #expect(entry.family == UInt8(AF_BRIDGE) && entry.index == 3 && entry.master == 4 && entry.state == .noARP)
    let remote = try Golden("Recorded/forwarding-vxlan").decode(NeighbourMessage.self)
    #expect(remote.destination == IPAddress("192.0.2.9") && remote.flags == .own)
  }

  @Test("Bridge ports in AF_BRIDGE messages")
  func bridgeFamily() throws {
    let port = try Golden("Recorded/bridge-family").decode(LinkMessage.self)
    #expect(Int32(port.family) == AF_BRIDGE && port.name == "v0" && port.master == 4 && port.bridgeVLANs.isEmpty)
  }

  @Test("Numbers of namespaces and cheap counters")
  func numbers() throws {
    #expect(try Golden("Recorded/namespace-id").decode(NamespaceIDMessage.self).id == 77)
    let counters = try Golden("Recorded/statistics").decode(LinkStatisticsMessage.self)
    #expect(counters.index == 1 && counters.statistics == LinkStatistics())
  }

  @Test("A range of VLANs is taken apart, one without a beginning or upside down is not a trap")
  func vlanRanges() throws {
    func vlans(_ entries: (flags: UInt16, id: UInt16)...) throws -> [BridgeVLAN] {
      var message = NetlinkRequest(RTM_NEWLINK)
      var header = ifinfomsg()
      header.ifi_family = UInt8(AF_BRIDGE)
      message.append(header)
      message.nest(IFLA_AF_SPEC) { list in
        for entry in entries { list.add(IFLA_BRIDGE_VLAN_INFO, cl_bridge_vlan_info(flags: entry.flags, vid: entry.id)) }
      }
      var bytes = message.bytes
      bytes[0] = UInt8(bytes.count)
      guard let read = NetlinkMessage(bytes.span.bytes) else { throw Unexpected(what: bytes) }
      return try LinkMessage(read).bridgeVLANs
    }
    #expect(
      try vlans((6, 1), (8, 10), (16, 12)) == [
        BridgeVLAN(id: 1, isPVID: true, isUntagged: true), BridgeVLAN(id: 10), BridgeVLAN(id: 11), BridgeVLAN(id: 12),
      ])
    #expect(try vlans((16, 5)) == [BridgeVLAN(id: 5)])
    #expect(try vlans((8, 9), (16, 5)) == [BridgeVLAN(id: 5)])
    #expect(try vlans((0, 65535)).isEmpty)
  }
}
